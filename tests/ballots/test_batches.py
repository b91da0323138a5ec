"""Papers filled in by hand, compared over values."""

from copil.ballots import batches

A, B = {"un": 3}, {"deux": 1, "un": 2}


def test_two_readings_agree_whatever_the_order() -> None:
    first = [batches.read(A), batches.read(B), batches.read(A), batches.read({})]
    second = [batches.read(B), batches.read({}), batches.read(A), batches.read(A)]
    assert batches.compare(first, second).agree
    assert batches.in_order(first) == batches.in_order(second)


def test_what_differs_is_found_as_many_times_as_it_does() -> None:
    found = batches.compare([batches.read(A), batches.read(A)], [batches.read(A), batches.read(B)])
    assert (found.only_first, found.only_second) == ([batches.read(A)], [batches.read(B)])


def test_papers_wait_until_both_readings_are_whole() -> None:
    papers = [batches.read(A)] * 3

    def said(people: int, first: int, second: int, *, secret: bool = True) -> str:
        return batches.refusal(people=people, first=papers[:first], second=papers[:second], secret=secret)

    assert "qui a remis" in said(0, 0, 0)
    assert "Attendez" in said(2, 2, 2)
    assert said(2, 2, 2, secret=False) == ""
    assert "Chaque lecture" in said(3, 3, 2)
    assert said(3, 3, 3) == ""
    other = [*papers[:2], batches.read(B)]
    assert "diffèrent" in batches.refusal(people=3, first=papers, second=other, secret=True)
