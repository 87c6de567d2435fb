"""Cancels a deployment while the real Terraform runs, with the signals of GitHub's runner."""

import signal
import subprocess
import time
from pathlib import Path

import yaml

from report import Report
from service import Service
from world import WORKFLOWS, World

# Two changes in sequence: an interrupted Terraform finishes the first and skips the second.
SLOW = """resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "trap '' INT; sleep 3"
  }
}

resource "terraform_data" "slower" {
  input = terraform_data.slow.id
  provisioner "local-exec" {
    command = "sleep 60"
  }
}
"""
# How long the runner waits after each signal, in seconds.
AFTER_INTERRUPT, AFTER_TERMINATE = 7.5, 2.5


def cancelled_apply(world: World, report: Report, service: Service, unique: str) -> None:
    report.begin("A deployment is cancelled while Terraform runs")
    slow = service.folder / "terraform/application/slow.tf"
    slow.write_text(SLOW, "utf-8")
    code, log = cancel(world, service, unique)
    report.check("the step fails", code != 0, (code, log))
    report.check("Terraform is interrupted exactly once", log.count("Interrupt received") == 1 and "Two interrupts" not in log, log)
    locks = sorted(path.name for path in world.states.rglob(".*.lock.info"))
    report.check("the state is not locked", locks == [], locks)
    resources = [name for name in ("slow", "slower") if f'"name": "{name}"' in read_state(world)]
    report.check("the state has the completed change", "slow" in resources, read_state(world))
    slow.unlink()
    run = world.make(service, "ci", "review", "PR=77", "terraform-apply", f"IMAGE_TAG={unique}")
    report.check("the next deployment passes", run.passed, run.log[-1500:])
    run = world.make(service, "ci", "review", "PR=77", "terraform-destroy", f"IMAGE_TAG={unique}")
    report.check("and can be destroyed", run.passed, run.log[-1500:])
    world.take_calls()


def cancel(world: World, service: Service, unique: str) -> tuple[int, str]:
    """Cancels the Apply step while it runs, and returns its exit status and log."""
    workflow = yaml.safe_load(service.read(f".github/workflows/{WORKFLOWS['build']}"))
    steps = workflow["jobs"]["deploy_review"]["steps"]
    script = next(step["run"] for step in steps if step.get("name") == "Apply")
    file, log = world.folder / "apply.sh", world.folder / "cancelled-apply.log"
    file.write_text(script, "utf-8")
    with log.open("w") as output:
        shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(file)],
            cwd=service.folder,
            env=world.developer_environment({"PR": "77", "IMAGE_TAG": unique}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        wait_for(log, "terraform_data.slow: Provisioning")
        for signal_number, seconds in ((signal.SIGINT, AFTER_INTERRUPT), (signal.SIGTERM, AFTER_TERMINATE)):
            shell.send_signal(signal_number)
            try:
                return shell.wait(seconds), log.read_text("utf-8")
            except subprocess.TimeoutExpired:
                continue
        shell.kill()
        return shell.wait(), log.read_text("utf-8")


def wait_for(log: Path, text: str) -> None:
    limit = time.monotonic() + 120
    while text not in log.read_text("utf-8"):
        if time.monotonic() > limit:
            raise TimeoutError(f"{text!r} is not in {log}")
        time.sleep(0.1)


def read_state(world: World) -> str:
    file = world.states / "review-pr-77.tfstate"
    return file.read_text("utf-8") if file.exists() else ""
