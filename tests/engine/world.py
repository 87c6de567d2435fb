"""The environment of a service: the engine, the registry, Terraform's states, the webhook and the recorded calls."""

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
        self.webhook = start_webhook(self.messages)
        self.runs = 0

    def service(self, name: str = "a service", spec: str = "tvgen.toml") -> Service:
        place = self.folder / name / "notes"
        place.parent.mkdir()
        return Service(place, spec)

    def environment(self, **variables: str) -> dict[str, str]:
        """The environment variables of every command: few of the caller's, and a PATH with stand-ins before the real programs."""
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
            **variables,
        }

    def workflow(self, service: Service, kind: str, name: str, event: dict, trusted: bool = True, **environment: str) -> act.Run:
        """Runs one of the workflows. Untrusted runs get no secret except the token."""
        secrets = act.SECRETS | {"SLACK_WEBHOOK": self.webhook}
        secrets = secrets if trusted else {"GITHUB_TOKEN": secrets["GITHUB_TOKEN"]}
        done = act.run(
            service,
            WORKFLOWS[kind],
            name,
            event,
            self.environment(CI="true", ORIGIN=str(service.folder), **environment),
            secrets,
        )
        self.save_log(f"{kind}-{name}", done.log)
        return done

    def make(self, service: Service, *arguments: str, **environment: str) -> act.Run:
        """Runs make as on a developer's machine."""
        done = subprocess.run(
            ["make", *arguments], cwd=service.folder, env=self.developer_environment(environment),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        return self.finish_make(arguments, done.returncode, done.stdout)

    def make_at_terminal(self, service: Service, *arguments: str, typed: str) -> act.Run:
        """Runs make at a terminal, where the user types `typed` and then waits."""
        user, terminal = pty.openpty()
        process = subprocess.Popen(
            ["make", *arguments],
            cwd=service.folder,
            env=self.developer_environment({}),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)
        os.write(user, typed.encode())
        printed = b""
        with contextlib.suppress(OSError):  # the terminal closes when its last process exits
            while output := os.read(user, 65536):
                printed += output
        os.close(user)
        return self.finish_make(arguments, process.wait(), printed.decode("utf-8", "replace"))

    def developer_environment(self, variables: dict[str, str]) -> dict[str, str]:
        return self.environment(**{"RAILS_MASTER_KEY": "master-key-of-make"} | variables)

    def finish_make(self, arguments: tuple[str, ...], code: int, log: str) -> act.Run:
        self.save_log("make-" + "-".join(arguments).replace("/", "-")[:60], log)
        return act.Run(code == 0, log)

    def save_log(self, name: str, log: str) -> None:
        self.runs += 1
        (self.folder / f"{self.runs:02}-{name}.log").write_text(log, "utf-8")

    def take_calls(self) -> list[str]:
        """The recorded calls since the last call of this method."""
        lines = self.record_file.read_text("utf-8").splitlines()
        self.record_file.write_text("", "utf-8")
        return lines

    def deployed(self, app: str) -> dict:
        """The app in Terraform's state: empty if it does not exist or was destroyed."""
        state = self.states / f"{app}.tfstate"
        outputs = json.loads(state.read_text("utf-8"))["outputs"] if state.exists() else {}
        return outputs["app"]["value"] if outputs else {}

    def take_messages(self) -> list[str]:
        """The messages since the last call of this method."""
        messages = self.messages.copy()
        self.messages.clear()
        return messages


def clear_registry() -> None:
    """Removes all images of this owner from the registry."""
    for owner in (OWNER, f"{OWNER}team"):
        shutil.rmtree(HOME / "registry/docker/registry/v2/repositories" / owner, ignore_errors=True)


def clear_engine() -> None:
    """Resets the engine to the state of a new runner: without images of the service and build cache."""
    images = docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}").splitlines()
    owned = {line.split()[1] for line in images if "/notes:" in line or line.startswith("<none>")}
    if owned:
        docker("image", "rm", "--force", *sorted(owned))
    docker("buildx", "prune", "--all", "--force")


def docker(*arguments: str) -> str:
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"docker {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def start_webhook(messages: list[str]) -> str:
    """Starts a server that accepts messages like Slack, and returns its URL."""

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
