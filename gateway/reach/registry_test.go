package reach

import (
	"strings"
	"testing"

	"berth/shared/attacktest"
)

const digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestHost(t *testing.T) {
	for image, want := range map[string]string{
		"nginx": Hub, "nginx:1.27": Hub, "berth/hello": Hub, "library/nginx:latest" + digest: Hub, "docker.io/a/b": Hub, "index.docker.io/a/b": Hub, "1234abc/x": Hub,
		"ghcr.io/owner/name:1.2": "ghcr.io", "registry.example.org:5000/a/b/c": "registry.example.org:5000", "localhost/x": "localhost", "127.1:5000/x": "127.1:5000", "2130706433/x": "2130706433",
		"us-docker.pkg.dev/project/repo/image" + digest: "us-docker.pkg.dev", "a.b/c:d": "a.b", "xn--bcher-kva.example/x": "xn--bcher-kva.example",
		"": "", ":x": "", "/x": "", "a/": "", "a//b": "", "A/b": "", "GHCR.IO/x": "", "LOCALHOST/x": "", "ghcr.io./x": "", ".ghcr.io/x": "", "ghcr..io/x": "", "ghcr.io:/x": "", "ghcr.io:0/x": "", "ghcr.io:65536/x": "",
		"ghcr.io:99999999999/x": "", "[::1]:5000/x": "", "[::1]/x": "", "::1/x": "", "user@ghcr.io/x": "", "user:p@ghcr.io/x": "", "http://ghcr.io/x": "", "//ghcr.io/x": "", "ghcr.io/x?y=z": "", "ghcr.io/x#y": "",
		"ghcr.io/x@sha256:abc": "", "ghcr.io/../x": "", "ghcr.io/./x": "", "ghcr.io\\x/y": "", "ghcr.io/x y": "", "ghcr.io/x\n": "", "ghcr。io/x": "", "ｇhcr.io/x": "", "１２７.0.0.1/x": "", "ghcr.io%2f/x": "",
		strings.TrimPrefix(digest, "@"): "", strings.TrimPrefix(digest, "@sha256:"): "", strings.Repeat("a", 256): "", "ghcr.io/x:": "", "ghcr.io/x:-a": "",
	} {
		if got, ok := Host(image); got != want || ok != (want != "") {
			t.Errorf("%q: got %q %v, want %q", image, got, ok, want)
		}
	}
}

func TestRegistries(t *testing.T) {
	for _, c := range []struct {
		name, allowed, denied, image string
		want                         Judgement
	}{
		{"a large one", "", "", "ghcr.io/a/b", Accepted},
		{"none is named", "", "", "a/b", Accepted},
		{"a public one", "", "", "registry.example.org:5000/a", Lookup},
		{"a public address", "", "", "8.8.8.8:5000/a", Lookup},
		{"a large one at another port", "", "", "ghcr.io:8443/a", Lookup},
		{"the usual port", "", "", "ghcr.io:443/a", Accepted},
		{"one that is allowed", "harbor.corp:5000", "", "harbor.corp:5000/a", Accepted},
		{"at another port", "harbor.corp:5000", "", "harbor.corp/a", Refused},
		{"only those that are allowed", "harbor.corp", "", "ghcr.io/a", Refused},
		{"besides public ones", "public harbor.corp", "", "ghcr.io/a", Accepted},
		{"all below a name", "*.corp.example", "", "a.b.corp.example/x", Accepted},
		{"not the name itself", "*.corp.example", "", "corp.example/x", Refused},
		{"nor one that ends like it", "*.corp.example", "", "evilcorp.example/x", Refused},
		{"denied", "", "docker.io", "nginx", Refused},
		{"denied by another name", "", "docker.io", "index.docker.io/a/b", Refused},
		{"denied at every port", "", "evil.example.com", "evil.example.com:8443/x", Refused},
		{"denied though allowed", "*.example.com", "evil.example.com", "evil.example.com/x", Refused},
		{"an address that is allowed", "10.0.0.5:5000", "", "10.0.0.5:5000/x", Accepted},
	} {
		r, err := NewRegistries(strings.Fields(c.allowed), strings.Fields(c.denied))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Judge(c.image); got != c.want {
			t.Errorf("%s: %s: got %d, want %d", c.name, c.image, got, c.want)
		}
	}
	for _, bad := range []string{"http://ghcr.io", "ghcr.io/x", "*", "*.", "a.*.b", "ghcr.io:0", "ghcr.io:x", "GHCR io"} {
		if _, err := NewRegistries([]string{bad}, nil); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// inside are names of images that lead, or may lead on some machine, to where the operator's own network is.
func inside() (all []string) {
	for _, host := range []string{
		"10.0.0.5", "10.0.0.5:5000", "172.16.0.1", "172.31.255.255:443", "192.168.1.1:80", "127.0.0.1", "127.0.0.1:5000", "127.1", "127.1:5000", "127.0.1", "0", "0.0.0.0", "0.0.0.0:10250", "169.254.169.254", "169.254.170.2:80",
		"100.64.0.1", "100.100.100.200", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "192.0.0.192",
		"2130706433", "017700000001", "0x7f000001", "0x7f.1", "0x7f.0.0.1:5000", "0177.0.0.1", "0177.1", "127.0x1", "10.5", "192.168.257", "3232235777", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.16689662", "00000010.0.0.5", "1.2.3.4.5", "256.1.1.1", "1.2.3",
		"localhost", "localhost:5000", "LOCALHOST", "Localhost:5000", "localhost.", "localhost.localdomain", "x.localhost", "x.localhost:5000", "ip6-localhost:80", "registry:5000", "kubernetes:443", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc:443",
		"kubernetes.default.svc.cluster.local", "registry.kube-system.svc", "kube-dns.kube-system.svc.cluster.local:53", "10-0-0-5.default.pod.cluster.local", "metadata.google.internal", "metadata.google.internal.", "METADATA.google.internal", "metadata.internal", "instance-data.ec2.internal",
		"ip-10-0-0-5.eu-west-1.compute.internal", "host.docker.internal", "host.containers.internal:5000", "gateway.docker.internal", "nas.local", "router.lan", "router.home", "box.home.arpa", "printer.fritz.box.", "harbor.corp", "git.intranet", "db.private", "ldap.localdomain", "x.test", "x.example", "x.invalid",
		"5.0.0.10.in-addr.arpa", "consul.service.consul:8500", "x.onion.local", "[::1]", "[::1]:5000", "[fe80::1]:80", "[fe80::1%25eth0]:80", "[::ffff:10.0.0.5]:5000", "[::ffff:a00:5]", "[fd00::1]", "[64:ff9b::a00:5]", "[2002:a00:5::]", "::1", "fe80::1",
		"10.0.0.5.", "10.0.0.5.:5000", "127.0.0.1.", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost", "localhost%00", "localhost\x00.example.org", "10.0.0.5#.example.org", "a@10.0.0.5", "a:b@10.0.0.5:5000", "ghcr.io@10.0.0.5", "10.0.0.5?x=.example.org", "10.0.0.5\\.example.org", "http://10.0.0.5", "//10.0.0.5",
	} {
		all = append(all, host+"/x", host+"/a/b:1.2", host+"/a/b"+digest)
	}
	return all
}

// TestAttackImageNames: no image's name leads a machine to where the operator's network is.
func TestAttackImageNames(t *testing.T) {
	a := attacktest.Begin(t, "an image's name has a machine fetch from inside the operator's network")
	named, err := NewRegistries([]string{AnyPublic, "harbor.corp.example"}, []string{"docker.io"})
	if err != nil {
		t.Fatal(err)
	}
	for _, image := range inside() {
		a.Tried(Registries{}.Judge(image) != Refused, "%q", image)
		a.Tried(named.Judge(image) != Refused, "%q, with registries that are named", image)
	}
	for _, good := range []string{"nginx", "ghcr.io/a/b:1", "registry.example.org/a", "registry.example.co.uk:5000/a", "8.8.8.8/x", "xn--fiqs8s.com/x", "a.b.appspot.com/x"} {
		if (Registries{}).Judge(good) == Refused {
			t.Errorf("%s is refused", good)
		}
	}
}

func TestOpenPorts(t *testing.T) {
	for _, c := range []struct {
		closed string
		want   []Span
	}{
		{"", []Span{{1, 65535}}}, {"25", []Span{{1, 24}, {26, 65535}}}, {"445 25 135-139", []Span{{1, 24}, {26, 134}, {140, 444}, {446, 65535}}}, {"1-65535", []Span{}},
		{"1-25 20-30", []Span{{31, 65535}}}, {"1 65535", []Span{{2, 65534}}}, {"20-30 22", []Span{{1, 19}, {31, 65535}}},
	} {
		got, err := OpenPorts(strings.Fields(c.closed))
		if err != nil || len(got) != len(c.want) {
			t.Errorf("%s: got %v %v, want %v", c.closed, got, err, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: got %v, want %v", c.closed, got, c.want)
			}
		}
	}
	for _, bad := range []string{"0", "65536", "x", "30-20", "-25", "25-", "1-2-3", "+25"} {
		if _, err := OpenPorts([]string{bad}); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
