//! Responses of registries to a tag lookup.

/// Outputs of `docker buildx imagetools inspect` that do not prove that the tag `ghcr.io/acme/hello:abc` is free.
pub const REGISTRY_ERRORS: &[&str] = &[
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/acme/hello/manifests/abc: 403 Forbidden",
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/acme/hello/manifests/abc: 401 Unauthorized",
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/acme/hello/manifests/abc: 429 Too Many Requests",
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/acme/hello/manifests/abc: 500 Internal Server Error",
    "ERROR: unexpected status from HEAD request to https://ghcr.io/v2/acme/hello/manifests/abc: 503 Service Unavailable",
    "ERROR: failed to do request: Head \"https://ghcr.io/v2/acme/hello/manifests/abc\": tls: failed to verify certificate: x509: certificate signed by unknown authority",
    "ERROR: failed to do request: Head \"https://ghcr.io/v2/acme/hello/manifests/abc\": dial tcp: lookup ghcr.io on 127.0.0.53:53: no such host",
    "ERROR: failed to do request: Head \"https://ghcr.io/v2/acme/hello/manifests/abc\": dial tcp 140.82.121.33:443: i/o timeout",
    "ERROR: failed to do request: Head \"https://ghcr.io/v2/acme/hello/manifests/abc\": EOF",
    "ERROR: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token: 403 Forbidden: denied: requested access to the resource is denied",
    "ERROR: docker.io/acme/hello:abc: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
    "ERROR: unknown: unknown error",
    "ERROR: ghcr.io/acme/hello-worker:abc: not found",
    "ERROR: ghcr.io/acme/hello:abc-not-found: 503 Service Unavailable",
    "docker: 'buildx' is not a docker command.",
    "error getting credentials - err: exec: \"docker-credential-helper\": executable file not found in $PATH",
    "",
];

/// The output if the tag `ghcr.io/acme/hello:abc` does not exist.
pub const NOT_FOUND: &str = "ERROR: ghcr.io/acme/hello:abc: not found";
