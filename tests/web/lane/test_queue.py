"""Who is drawn for next, who is refused, and until when."""

from __future__ import annotations

import pytest

from mapsvc.web.lane.queue import Limits, Queue, Refusal, Wish


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(clock: Clock) -> Queue:
    return Queue(Limits(drawers=2, places=4, address_seconds=60), clock)


def wish(queue: Queue, tag: str, address: str) -> Wish:
    job = queue.admit(tag, {}, b"", address)
    assert isinstance(job, Wish)
    return job


def began(queue: Queue) -> str:
    job = queue.begin()
    assert job is not None
    return job.tag


def test_same_wishes_are_one_whoever_has_them(queue: Queue) -> None:
    assert wish(queue, "a", "1.1.1.1") is wish(queue, "a", "2.2.2.2")
    assert len(queue.jobs) == 1


def test_queue_is_short_and_no_address_takes_all_of_it(queue: Queue) -> None:
    wish(queue, "a", "1.1.1.1")
    wish(queue, "b", "1.1.1.1")
    assert queue.admit("c", {}, b"", "1.1.1.1") == Refusal(503, 2)
    wish(queue, "c", "2.2.2.2")
    wish(queue, "d", "3.3.3.3")
    full = queue.admit("e", {}, b"", "4.4.4.4")
    assert isinstance(full, Refusal)
    assert (full.code, full.retry_s > 0) == (503, True)
    # What is waited for already takes no place.
    wish(queue, "d", "4.4.4.4")


def test_whoever_has_least_drawn_is_next(queue: Queue) -> None:
    wish(queue, "a", "1.1.1.1")
    wish(queue, "b", "1.1.1.1")
    wish(queue, "c", "2.2.2.2")
    assert [began(queue), began(queue), began(queue)] == ["a", "c", "b"]
    assert queue.begin() is None


def test_what_is_made_ahead_waits_until_nothing_is_asked_for(queue: Queue) -> None:
    wish(queue, "ahead", "")
    asked = wish(queue, "asked", "1.1.1.1")
    assert began(queue) == "asked"
    assert queue.begin() is None
    queue.end(asked)
    assert began(queue) == "ahead"


def test_what_is_made_ahead_and_asked_for_is_made_for_who_asked(queue: Queue) -> None:
    job = wish(queue, "a", "")
    assert job.is_ahead
    wish(queue, "a", "1.1.1.1")
    assert not job.is_ahead


def test_address_has_a_budget_of_time_and_is_told_when_to_come_again(queue: Queue, clock: Clock) -> None:
    both = [wish(queue, str(number), "1.1.1.1") for number in range(2)]
    assert [began(queue), began(queue)] == ["0", "1"]
    clock.now += 31
    for job in both:
        queue.end(job)
    refused = queue.admit("more", {}, b"", "1.1.1.1")
    assert isinstance(refused, Refusal)
    assert refused.code == 429
    assert queue.admit("more", {}, b"", "1.1.1.1") == refused
    wish(queue, "of another", "2.2.2.2")
    clock.now += refused.retry_s
    wish(queue, "more", "1.1.1.1")


def test_what_is_being_drawn_counts_too(queue: Queue, clock: Clock) -> None:
    wish(queue, "a", "1.1.1.1")
    wish(queue, "b", "1.1.1.1")
    assert (began(queue), began(queue)) == ("a", "b")
    clock.now += 31
    refused = queue.admit("c", {}, b"", "1.1.1.1")
    assert isinstance(refused, Refusal)
    assert refused.code == 429


def test_one_file_after_the_other_is_never_too_much(queue: Queue, clock: Clock) -> None:
    for number in range(200):
        job = wish(queue, str(number), "1.1.1.1")
        queue.begin()
        clock.now += 4
        queue.end(job)
        clock.now += 0.01


def test_addresses_that_are_remembered_are_bounded(queue: Queue) -> None:
    for number in range(10_100):
        job = wish(queue, "a", f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        queue.begin()
        queue.end(job)
    assert len(queue._drawn) == 10_000
