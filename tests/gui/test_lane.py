"""The way of work in the background onto the store's lane."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import get_ident

import pytest

from rhi_desktop.gui.jobs import Jobs


@pytest.mark.timeout(20)
def test_a_job_of_the_background_runs_on_the_lane_and_one_that_is_there_runs_at_once(qapp: object) -> None:
    with ThreadPoolExecutor(1) as lane, ThreadPoolExecutor(1) as pool:
        jobs = Jobs(lane, pool)

        def nested() -> tuple[int, int]:
            return get_ident(), jobs.on_lane(get_ident)

        asked: Future[tuple[int, int]] = pool.submit(lambda: jobs.on_lane(nested))
        outer, inner = asked.result(timeout=10)
        assert outer == inner == lane.submit(get_ident).result()
        assert outer != pool.submit(get_ident).result()


def test_what_a_job_on_the_lane_raises_is_raised_where_it_was_asked_for(qapp: object) -> None:
    with ThreadPoolExecutor(1) as lane, ThreadPoolExecutor(1) as pool:
        jobs = Jobs(lane, pool)
        with pytest.raises(ZeroDivisionError):
            pool.submit(lambda: jobs.on_lane(lambda: 1 // 0)).result(timeout=10)
