package proxy

import (
	"net/url"
	"strings"
	"testing"
)

// corpus are things that links have said to land somewhere else, after oauth2-proxy's and OWASP's lists.
var corpus = []string{
	"", "evil.example", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "//\\evil.example",
	"http://evil.example", "https://evil.example", "HTTP://evil.example", "http:evil.example", "https:/evil.example", "http:\\\\evil.example", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:x", "file:///etc/passwd",
	"/\tevil.example", "/\t/evil.example", "\t//evil.example", "/\n/evil.example", "/\r/evil.example", "/\r\n/evil.example", "/x\r\nSet-Cookie: a=b", "/x\x00", "/\x0b/evil.example", "/\x7f/evil.example", " //evil.example", " /x",
	"%2f%2fevil.example", "/%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/%5Cevil.example", "/%09/evil.example", "/%0d%0aSet-Cookie:x=y", "/%0d/evil.example", "/%0a/evil.example", "/%00",
	"/%252fevil.example", "/%25252fevil.example", "/%255cevil.example", "/%250d%250a", "/%252f%252fevil.example",
	"/./evil.example/../..//x", "/.//evil.example", "/..//evil.example", "/x/..//evil.example", "/x/../", "/x/..", "/.", "/..", "/./", "/%2e%2e/x", "/%2e//evil.example", "/x/%2e%2e//evil.example",
	"/.berth/enter?ticket=x", "/%2eberth/enter", "/.berth/", "//user@evil.example", "/%zz", "/%", "?x", "#x", "//", "/\\", "///", "/%2f", "/%5c",
	"//[::1]", "//evil.example:80", "//evil%E3%80%82example", "/" + strings.Repeat("a", 3000), "／／evil.example", "〱evil.example", "/\u2028/evil.example\\", "https;//evil.example", "//;@evil.example", ":80", "//https:///evil.example//",
}

func TestLocalRefuses(t *testing.T) {
	for _, to := range corpus {
		if got := Local(to); got != "/" {
			t.Errorf("Local(%q) = %q, want /", to, got)
		}
	}
}

func TestLocalKeeps(t *testing.T) {
	for _, to := range []string{
		"/", "/x", "/x/", "/x/y?z=1&a=b", "/x?to=//evil.example", "/x?u=https://ok.example/%2f%2f", "/x#frag", "/a//b", "/%E4%BD%A0%E5%A5%BD", "/你好", "/a.b/c..d", "/...", "/x%20y", "/~me", "/@me", "/x;y=1", "/x:y", "/search?q=a%0d%0ab",
	} {
		if got := Local(to); got != to {
			t.Errorf("Local(%q) = %q", to, got)
		}
	}
}

// FuzzLocal reads what Local lets through the way a browser does.
func FuzzLocal(f *testing.F) {
	for _, to := range corpus {
		f.Add(to)
	}
	f.Fuzz(func(t *testing.T, to string) {
		got := Local(to)
		if got == "" || got[0] != '/' || len(got) > 1 && (got[1] == '/' || got[1] == '\\') || strings.ContainsAny(got, "\r\n\t\x00\\") {
			t.Fatalf("Local(%q) = %q", to, got)
		}
		base, err := url.Parse("http://web-1.n1.example/.berth/enter")
		if err != nil {
			t.Fatal(err)
		}
		u, err := base.Parse(got)
		if err != nil || u.Host != base.Host || u.Scheme != base.Scheme || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(u.Path, Prefix) {
			t.Fatalf("Local(%q) = %q leads to %v (%v)", to, got, u, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"web-1", "a-b-22", "-1", "web-", "web-01", "web", "w-9007199254740993", "WEB-1", "web-1.x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, label string) {
		name, id, ok := Parse(label)
		if ok && Host("d", id, name) != label+".d" {
			t.Fatalf("Parse(%q) = %q %d", label, name, id)
		}
	})
}
