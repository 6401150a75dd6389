"""Long work: progress, cancel, result and trouble arrive where they belong."""

import threading

from survey_app.desktop.jobs import Cancelled, Job, JobRunner


def test_a_job_tells_how_far_it_is_and_what_came_out(qtbot):
    told = []
    job = Job(lambda report: [report(done, 3) for done in range(4)] and "merged")
    job.progressed.connect(lambda done, total: told.append((done, total)))

    with qtbot.waitSignal(job.succeeded) as result:
        _start(job)

    assert result.args == ["merged"]
    qtbot.waitUntil(lambda: told[-1:] == [(3, 3)])


def test_cancelled_work_says_nothing_and_ends(qtbot):
    begun, go_on = threading.Event(), threading.Event()

    def work(report):
        begun.set()
        go_on.wait(5)
        report(1, 2)

    job = Job(work)
    failures = []
    job.failed.connect(failures.append)

    with qtbot.waitSignals([job.stopped, job.ended]):
        _start(job)
        begun.wait(5)
        job.cancel()
        go_on.set()

    assert failures == []


def test_what_the_world_refused_arrives_as_an_error(qtbot):
    def work(report):
        raise OSError("disk full")

    job = Job(work)

    with qtbot.waitSignal(job.failed) as failed:
        _start(job)

    assert isinstance(failed.args[0], OSError)


def test_two_jobs_run_one_after_the_other_because_the_store_has_one_writer(qtbot):
    order = []
    first, second = Job(lambda report: order.append("first")), Job(lambda report: order.append("second"))
    runner = _start(first)

    with qtbot.waitSignal(runner.became_idle):
        runner.start(second)

    assert order == ["first", "second"]


def test_a_closed_program_waits_for_its_work(qtbot):
    job = Job(_until_cancelled)
    runner = _start(job)

    assert runner.finish(5000)


def _until_cancelled(report):
    try:
        while True:
            report(0, 1)
    except Cancelled:
        return


RUNNERS = []


def _start(job):
    runner = JobRunner()
    RUNNERS.append(runner)
    runner.start(job)
    return runner
