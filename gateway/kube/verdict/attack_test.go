package verdict

import (
	"fmt"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/shared/attacktest"
)

// TestAttackPullWords: what a machine found where an image's name led is told in one way, whatever it was, unless one of the
// large public registries said it.
func TestAttackPullWords(t *testing.T) {
	a := attacktest.Begin(t, "how a pull failed tells what is in the operator's network")
	const ref = "registry.tenant.example.org:5000/a/b:1"
	causes := []string{
		`dial tcp 10.0.0.5:5000: connect: connection refused`, `dial tcp 10.0.0.5:5000: i/o timeout`, `dial tcp: lookup x.internal on 10.0.0.2:53: no such host`, `dial tcp: lookup x.internal: server misbehaving`,
		`net/http: TLS handshake timeout`, `http: server gave HTTP response to HTTPS client`, `tls: first record does not look like a TLS handshake`, `x509: certificate signed by unknown authority`,
		`x509: certificate is valid for kubernetes, kubernetes.default, not registry.tenant.example.org`, `unexpected status code [manifests 1]: 404 Not Found`, `unexpected status: 401 Unauthorized`, `unexpected status: 403 Forbidden`,
		`unexpected status: 500 Internal Server Error`, `unexpected status: 502 Bad Gateway`, `unexpected status: 429 Too Many Requests`, `toomanyrequests: slow down`, `EOF`, `read tcp 10.0.0.9:41234->10.0.0.5:22: read: connection reset by peer`,
		`malformed HTTP response "SSH-2.0-OpenSSH_9.2"`, `manifest unknown`, `name unknown`, `invalid reference format`, `context deadline exceeded`, `no route to host`, `network is unreachable`,
		`pull access denied, repository does not exist or may require authorization`, `failed to fetch oauth token: Post "http://169.254.169.254/token": dial tcp 169.254.169.254:80: connect: connection refused`,
		`failed to fetch oauth token: unexpected status from GET request to http://169.254.169.254/latest/meta-data/: 404 Not Found`, `stopped after 10 redirects`, `httpReadSeeker: failed open: could not fetch content descriptor sha256:aaa: not found`,
		`failed commit on ref: unexpected commit digest`, `image mediaType not supported: "text/html"`, `invalid character '<' looking for beginning of value`, ``,
	}
	told := map[string]bool{}
	say := func(s string) {
		if told[s] = true; len(told) > 1 {
			a.Tried(true, "%d ways: %q", len(told), told)
			return
		}
		a.Tried(false, "one way")
	}
	one := &appsv1.Deployment{}
	for _, c := range causes {
		full := fmt.Sprintf(`failed to pull and unpack image %q: failed to resolve reference %q: %s`, ref, ref, c)
		for _, reason := range []string{"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ImageInspectError", "RegistryUnavailable", "ErrImageNeverPull"} {
			for _, m := range []string{c, full, "rpc error: code = Unknown desc = " + full, `Back-off pulling image "` + ref + `": ErrImagePull: ` + full} {
				_, text := judge(one, &corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{
					Image: ref, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: m}},
				}}}}, false)
				say(string(text))
			}
		}
		for _, reason := range []string{"Failed", "InspectFailed", "ErrImageNeverPull"} {
			h, ok := Translate("Pod", reason, fmt.Sprintf(`Failed to pull image %q: %s`, ref, full), true, nil)
			if !ok {
				t.Errorf("%s says nothing", reason)
			}
			say(h.Text)
		}
	}
	for text := range told {
		for _, word := range []string{"10.0.0", "169.254", "refused", "timeout", "SSH", "TLS", "x509"} {
			a.Tried(strings.Contains(text, word), "%q is told: %s", word, text)
		}
	}
}
