"""A client of the registry."""

import json
import os
import ssl
import urllib.error
import urllib.request

MANIFESTS = ", ".join(
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ]
)


def request(url: str, method: str = "GET") -> tuple[bytes, dict]:
    message = urllib.request.Request(url, method=method, headers={"Accept": MANIFESTS})
    authority = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    with urllib.request.urlopen(message, context=authority, timeout=30) as response:
        return response.read(), dict(response.headers)


class Repository:
    """A repository of the registry, with its name in the spec."""

    def __init__(self, name: str):
        self.name = name
        host, _, path = name.partition("/")
        self.url = f"https://{host}/v2/{path}"

    def tags(self) -> list[str]:
        try:
            return sorted(json.loads(request(f"{self.url}/tags/list")[0])["tags"] or [])
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return []
            raise

    def digests(self) -> dict[str, str]:
        """The digest that each tag names."""
        return {tag: self.digest(tag) for tag in self.tags()}

    def digest(self, tag: str) -> str:
        return request(f"{self.url}/manifests/{tag}", "HEAD")[1]["Docker-Content-Digest"] if tag in self.tags() else ""

    def reference(self, tag: str) -> str:
        """The image that a tag names, as a reference by digest."""
        return f"{self.name}@{self.digest(tag)}"

    def manifest(self, tag: str) -> dict:
        return json.loads(request(f"{self.url}/manifests/{tag}")[0])

    def image_id(self, tag: str) -> str:
        """The engine's ID of the image: the digest of its configuration. Empty if the tag does not exist."""
        return self.manifest(tag)["config"]["digest"] if tag in self.tags() else ""

    def configuration(self, tag: str) -> bytes:
        return self.blob(self.image_id(tag))

    def blob(self, digest: str) -> bytes:
        return request(f"{self.url}/blobs/{digest}")[0]
