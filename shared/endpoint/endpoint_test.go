package endpoint

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"n1.localhost:9101": "http://n1.localhost:9101", "localhost:80": "http://localhost", "127.0.0.1:9000": "http://127.0.0.1:9000",
		"a.example:443": "https://a.example", "a.example:8443": "https://a.example:8443", "[::1]:9000": "http://[::1]:9000",
		"[2001:db8::1]:443": "https://[2001:db8::1]", "localhost.example:1": "https://localhost.example:1", "odd": "https://odd",
		"A.Example.": "https://a.example", "a.example.:443": "https://a.example", "xn--fa-hia.example": "https://xn--fa-hia.example", "a.example:80": "https://a.example:80",
		"[2001:DB8:0::1]": "https://[2001:db8::1]", "192.0.2.7:9100": "https://192.0.2.7:9100",
	} {
		got, err := Parse(in)
		if err != nil || got.URL() != want {
			t.Errorf("%s: got %s, %v; want %s", in, got.URL(), err, want)
		}
		// What a browser makes of the URL is that very host.
		if u, err := url.Parse(got.URL()); err != nil || u.Host != got.Host || u.Path != "" {
			t.Errorf("%s: %+v, %v", in, u, err)
		}
		if again, err := Parse(got.Host); err != nil || !strings.HasPrefix(want, "http:") && again != got {
			t.Errorf("%s: the form of the form is %+v, %v", in, again, err)
		}
	}
	for _, in := range []string{
		"", ".", "..", ":443", "a.example:", "a.example:0", "a.example:65536", "a.example:0443", "a.example:+443", "a.example:443:443", "https://a.example", "a.example/x",
		"a.example?x", "a.example#x", "me@a.example", "a example", " a.example", "a.example ", "a.example\n", "a..example", "a.example..", "-a.example", "a-.example", "straße.example", "a_b.example",
		"a.example%00", "a\\b.example", "::1", "[::1", "[::1]9000", "[a.example]", "[fe80::1%eth0]", "[127.0.0.1]", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "127.0.0.0x1", "127.0.0.01", "256.1.1.1",
		"a.example．com", strings.Repeat("a", 64) + ".example", strings.Repeat("a.", 127) + "example",
	} {
		if got, err := Parse(in); !errors.Is(err, ErrForm) {
			t.Errorf("%q: got %+v, %v; want ErrForm", in, got, err)
		}
	}
}

func TestHost(t *testing.T) {
	for _, c := range [][3]string{
		{"http", "N1.localhost:9101", "n1.localhost:9101"}, {"http", "n1.example:80", "n1.example"}, {"https", "n1.example:80", "n1.example:80"}, {"https", "n1.example:443", "n1.example"},
	} {
		if got, err := Host(c[0], c[1]); err != nil || got != c[2] {
			t.Errorf("%s %s: got %s, %v; want %s", c[0], c[1], got, err, c[2])
		}
	}
}

func TestNear(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "n1.localhost:9101": true, "127.0.0.1:80": true, "[::1]": true, "[::ffff:127.0.0.1]:80": true, "10.1.2.3": true, "192.168.0.1:443": true, "172.31.0.1": true,
		"169.254.169.254": true, "[fe80::1]": true, "[fd00::1]:8443": true, "0.0.0.0": true, "100.64.0.1": true, "224.0.0.1": true, "255.255.255.255": true,
		"n1.example": false, "192.0.2.7": false, "8.8.8.8:443": false, "[2001:db8::1]": false, "localhost.example": false, "": false, "not a host": false,
	} {
		if got := Near(host); got != want {
			t.Errorf("%s: got %v", host, got)
		}
	}
}

func TestLocal(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "N1.LocalHost.": true, "127.0.0.2": true, "::1": true, "::ffff:127.0.0.1": true, "localhost.example": false, "notlocalhost": false, "10.0.0.1": false, "": false,
	} {
		if got := Local(host); got != want {
			t.Errorf("%s: got %v", host, got)
		}
	}
}
