"""Language models behind `bot.coach.ports.Model`; `bot.llm.choose.build_model` picks one.

Nothing heavy is imported here: openai, langchain and tiktoken come with `load()`, which the
caller runs in a thread, and llama.cpp lives in a process of its own.
"""
