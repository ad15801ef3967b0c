from aiogram.types import MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.split import Styled, cut, join, pack, units

words = st.text(alphabet="ab. \n😀é", min_size=1, max_size=300)


def pre(offset: int, length: int) -> MessageEntity:
    return MessageEntity(type="pre", offset=offset, length=length)


def covered(styled: Styled, entity: MessageEntity) -> str:
    raw = styled.text.encode("utf-16-le")
    return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


@given(words, st.integers(min_value=4, max_value=60))
def test_pieces_are_short_and_lose_nothing_but_the_space_at_a_cut(text: str, most: int) -> None:
    pieces = cut(Styled(text), most)

    assert all(0 < piece.units <= most for piece in pieces)
    assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())


@given(words, st.data())
def test_entities_cover_the_same_words_after_a_cut(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    bold = MessageEntity(type="bold", offset=units(text[:first]), length=units(text[first:last]))

    pieces = cut(Styled(text, (bold,)), 40)

    marked = "".join(covered(piece, e) for piece in pieces for e in piece.entities)
    assert "".join(marked.split()) == "".join(text[first:last].split())


def test_a_text_is_cut_at_a_paragraph_rather_than_in_a_sentence() -> None:
    text = "a" * 60 + "\n\n" + "b. " * 20

    pieces = cut(Styled(text), 100)

    assert pieces[0].text == "a" * 60


def test_a_surrogate_pair_is_never_cut() -> None:
    pieces = cut(Styled("😀" * 100), 33)

    assert [piece.units for piece in pieces] == [32] * 6 + [8]


def test_a_pre_block_that_fits_a_message_stays_whole() -> None:
    draft = "line one.\n\n" * 8
    text = "intro " * 10 + draft

    pieces = cut(Styled(text, (pre(60, units(draft)),)), 100)

    blocks = [covered(p, e) for p in pieces for e in p.entities]
    assert blocks == [draft.rstrip()]


def test_a_pre_block_longer_than_a_message_is_opened_again_behind_the_cut() -> None:
    draft = "word " * 60

    pieces = cut(Styled(draft, (pre(0, units(draft)),)), 100)

    assert len(pieces) > 1
    assert all(covered(p, e) == p.text for p in pieces for e in p.entities)
    assert all(len(p.entities) == 1 for p in pieces)


def test_blocks_that_fit_share_a_message_and_one_that_does_not_begins_the_next() -> None:
    draft = "d" * 70
    blocks = (Styled("a" * 40), Styled("b" * 20), Styled(draft, (pre(0, 70),)))

    pages = pack(blocks, 100)

    assert [page.text for page in pages] == ["a" * 40 + "\n\n" + "b" * 20, draft]


def test_joined_entities_move_by_utf16_units() -> None:
    whole = join(Styled("😀"), Styled("draft", (pre(0, 5),)))

    assert [covered(whole, e) for e in whole.entities] == ["draft"]
