"""All that lies around a service: the engine, the registry, the cloud that is a folder, the webhook, and the record of calls."""

import contextlib
import json
import os
import pty
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import workflow as act
from registry import Repository
from service import HERE, HOME, OWNER, Service

PRIMARY, SECOND = Repository(f"ghcr.io/{OWNER}/notes"), Repository(f"docker.io/{OWNER}team/notes")
WORKFLOWS = {
    "build": "build_and_deploy.yml",
    "clean-up": "delete_review_app.yml",
    "rebuild": "rebuild_docker_cache.yml",
    "manual": "deploy_app_via_workflow_dispatch.yml",
}


class World:
    def __init__(self, folder: Path):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder = folder
        self.record_file = folder / "record"
        self.record_file.touch()
        self.states = folder / "states"
        self.states.mkdir()
        self.messages: list[str] = []
        self.webhook = webhook(self.messages)
        self.runs = 0

    def service(self, name: str = "a service of ours", spec: str = "tvgen.toml") -> Service:
        place = self.folder / name / "notes"
        place.parent.mkdir()
        return Service(place, spec)

    def environment(self, **more: str) -> dict[str, str]:
        """What every command of a run finds around it: nothing of the caller's, and stand-ins before the real programs."""
        inherited = {
            key: os.environ[key] for key in ("DOCKER_HOST", "DOCKER_CONFIG", "SSL_CERT_FILE", "HOME") if key in os.environ
        }
        return {
            **inherited,
            "PATH": f"{HERE / 'programs'}:{os.environ['PATH']}",
            "RECORD": str(self.record_file),
            "STATES": str(self.states),
            "REAL_TERRAFORM": shutil.which("terraform") or "terraform",
            "BUILDKIT_PROGRESS": "plain",
            "CHECKPOINT_DISABLE": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def workflow(self, service: Service, which: str, name: str, event: dict, trusted: bool = True, **environment: str) -> act.Run:
        """A run of one of the workflows. Those of forks and bots get no secret but the token."""
        secrets = act.SECRETS | {"SLACK_WEBHOOK": self.webhook}
        secrets = secrets if trusted else {"GITHUB_TOKEN": secrets["GITHUB_TOKEN"]}
        done = act.run(
            service,
            WORKFLOWS[which],
            name,
            event,
            self.environment(CI="true", ORIGIN=str(service.folder), **environment),
            secrets,
        )
        self.keep(f"{which}-{name}", done.log)
        return done

    def make(self, service: Service, *words: str, **environment: str) -> act.Run:
        """What `make` does with these words on a developer's machine."""
        done = subprocess.run(
            ["make", *words], cwd=service.folder, env=self.developers(environment),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        return self.made(words, done.returncode, done.stdout)

    def make_at_terminal(self, service: Service, *words: str, say: str) -> act.Run:
        """The same at a terminal, whose user types `say` and then waits."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            ["make", *words],
            cwd=service.folder,
            env=self.developers({}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        os.write(ours, say.encode())
        printed = b""
        with contextlib.suppress(OSError):  # the terminal is gone when nobody is left at its other end
            while part := os.read(ours, 65536):
                printed += part
        os.close(ours)
        return self.made(words, process.wait(), printed.decode("utf-8", "replace"))

    def developers(self, more: dict[str, str]) -> dict[str, str]:
        return self.environment(**{"RAILS_MASTER_KEY": "master-key-of-make"} | more)

    def made(self, words: tuple[str, ...], code: int, log: str) -> act.Run:
        self.keep("make-" + "-".join(words).replace("/", "-")[:60], log)
        return act.Run(code == 0, log)

    def keep(self, name: str, log: str) -> None:
        self.runs += 1
        (self.folder / f"{self.runs:02}-{name}.log").write_text(log, "utf-8")

    def recorded(self) -> list[str]:
        """The calls since the last time that this was asked."""
        lines = self.record_file.read_text("utf-8").splitlines()
        self.record_file.write_text("", "utf-8")
        return lines

    def deployed(self, app: str) -> dict:
        """What Terraform's state says of an app: empty if it is not there, or is destroyed."""
        state = self.states / f"{app}.tfstate"
        outputs = json.loads(state.read_text("utf-8"))["outputs"] if state.exists() else {}
        return outputs["app"]["value"] if outputs else {}

    def told(self) -> list[str]:
        """The messages since the last time that this was asked."""
        messages = self.messages.copy()
        self.messages.clear()
        return messages


def forget() -> None:
    """Takes all that is in the registry out of it."""
    for owner in (OWNER, f"{OWNER}team"):
        shutil.rmtree(HOME / "registry/docker/registry/v2/repositories" / owner, ignore_errors=True)


def wipe() -> None:
    """Makes the engine what it is on a new runner: no image of the service, no build cache."""
    images = docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}").splitlines()
    ours = {line.split()[1] for line in images if "/notes:" in line or line.startswith("<none>")}
    if ours:
        docker("image", "rm", "--force", *sorted(ours))
    docker("buildx", "prune", "--all", "--force")


def docker(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"docker {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout.strip()


def webhook(messages: list[str]) -> str:
    """An address that takes messages as Slack does."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            messages.append(json.loads(body)["text"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/webhook"
