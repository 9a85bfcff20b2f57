package door

import (
	"net/url"
	"path"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"berth/shared/attacktest"
)

// escapes are ways to write a path that some server takes for one outside of /docs, though it begins with that, or for one
// that nobody can be sure of.
var escapes = []string{
	"/docs/../admin", "/docs/..", "/docs/../", "/docs/./../admin", "/docs/.", "/docs/./", "/docs/x/../../admin", "/docs/...", "/docs/.../x",
	"/docs/%2e%2e/admin", "/docs/%2E%2E/admin", "/docs/.%2e/admin", "/docs/%2e./admin", "/docs/%2e", "/docs/..%2fadmin", "/docs/..%2Fadmin",
	"/docs/%2e%2e%2fadmin", "/docs%2f..%2fadmin", "/docs%2f../admin", "/docs/..%5cadmin", "/docs/..%5Cadmin", "/docs/%5c..%5cadmin",
	`/docs/..\admin`, `/docs\..\admin`, `/docs\admin`, `\docs`, `/\docs`, "//docs", "//docs/x", "///docs", "/docs//x", "/docs//../admin", "/docs//",
	"//evil.example/docs", "/docs/%252e%252e/admin", "/docs/%25%32%65%25%32%65/admin", "/docs/..%252fadmin", "/docs/%255c../admin", "/docs/%25252e%25252e/x",
	"/docs/..;/admin", "/docs/..;x=y/admin", "/docs/.;/admin", "/docs/;/../admin", "/docs/;/x", "/docs/%2e%2e;/admin", "/docs/..%3b/admin", "/docs/..%3bx/admin",
	"/docs/..%00/admin", "/docs/%00", "/docs/..%00", "/docs/..%0d/admin", "/docs/..%09/admin", "/docs/..\t/admin", "/docs/..%20/admin", "/docs/%20../x/../..", "/docs/.. /admin",
	"/docs/..%c0%af", "/docs/%c0%ae%c0%ae/admin", "/docs/%c0%2e%c0%2e/admin", "/docs/%e0%80%ae%e0%80%ae/admin", "/docs/%f0%80%80%ae/x", "/docs/..%c1%9cadmin",
	"/docs/%uff0e%uff0e/admin", "/docs/%u002e%u002e/admin", "/docs/..%u2215admin", "/docs/..%u2216admin", "/docs/%", "/docs/%2", "/docs/%zz", "/docs/%%32%65",
	"/docs/．．/admin", "/docs/%ef%bc%8e%ef%bc%8e/admin", "/docs/‥/admin", "/docs/․․/admin", "/docs/﹒﹒/x", "/docs/..／admin", "/docs/..%ef%bc%8fadmin", "/docs/..＼admin", "/docs/..﹨admin",
	"/docs/..；/admin", "/docs/％2e％2e/admin", "/docs/.\u200b./admin", "/docs/..%e2%80%8b/admin", "/docs/..\u202e/admin", "/docs/..\ufeff/admin", "/docs/.%c2%ad./admin",
	"/docs/x#/../admin", "/docs/x?/../../admin", "/docs#/../admin", "*", "", "docs", "docs/x", "http://web-1.n1.localhost/docs", "/docs/x/..%2f..%2fadmin",
	"/docs/\x00", "/docs/\x7f", "/docs/\xff\xfe", "/docs/%ff", "/docs/x%0d%0aSet-Cookie:a=1", "/%2e/docs", "/./docs", "/x/../docs", "/%2fdocs", "/docs%2fx",
}

// outside begin in some way like /docs and are not in it.
var outside = []string{
	"/", "/doc", "/docsx", "/docs.html", "/docs;x", "/docs;x=y/z", "/docs%20", "/docs%3bx/y", "/docs%00", "/DOCS", "/Docs/x", "/admin", "/admin/docs", "/docs-old/x", "/%64ocs%64",
	"/do%63sx", "/do%2563s/x", "/d\u043ecs", "/docs\u0301/x", "/ｄｏｃｓ/x", "/docs%C2%A0/x", "/%20docs", "/docs:80/x", "/docs,x", "/docs@x", "/docs~/x", "/docs%2e", "/.docs",
}

func TestAttackPrefix(t *testing.T) {
	a := attacktest.Begin(t, "a share link for a part of a service opens another part")
	p, ok := parsePrefix("/docs")
	if !ok {
		t.Fatal("no prefix")
	}
	for _, list := range [][]string{escapes, outside} {
		for _, raw := range list {
			for _, behind := range []string{"", "/", "/x"} {
				if behind != "" && (raw == "*" || raw == "") {
					continue
				}
				a.Tried(p.has(raw+behind), "%q", raw+behind)
			}
		}
	}
	for _, raw := range []string{
		"/docs", "/docs/", "/docs/x", "/docs/x/y.html", "/docs/a..b", "/docs/..b", "/docs/.hidden", "/docs/100%25", "/docs/a%20b", "/docs/%E6%96%87%E6%A1%A3",
		"/docs/文档", "/docs/a;v=1", "/docs/a;v=1/b", "/docs/a+b", "/docs/a&b=c", "/do%63s/x", "/docs/~x", "/docs/(a)", "/docs/x%3Fy", "/docs/a:b@c", "/docs/x%23y",
	} {
		if !p.has(raw) {
			t.Errorf("%q is refused", raw)
		}
	}
	for _, to := range []string{"/admin", "https://web-1.n1.localhost/admin", "https://web-1.n1.localhost", "/docs/../admin", "?", "docs/x", "//web-1.n1.localhost/docs/x", "https://web-1.n1.localhost/docs/..%2fadmin"} {
		a.Tried(p.leads(to), "a copy to %q", to)
	}
	if !p.leads("https://web-1.n1.localhost/docs/y") || !p.leads("/docs/y") {
		t.Error("a copy within is refused")
	}
	for _, no := range []string{"docs", "//", "/a//b", "/a/../b", "/a/.", `/a\b`, "/a%2fb", "/a%zz", "/a?b", "/a#b", "/a\n", "/..;x"} {
		_, ok := parsePrefix(no)
		a.Tried(ok, "a link for %q", no)
	}
}

// FuzzPrefix: what is within, is within however it is read.
func FuzzPrefix(f *testing.F) {
	for _, list := range [][]string{escapes, outside} {
		for _, raw := range list {
			f.Add(raw)
		}
	}
	f.Add("/docs/a%20b")
	p, _ := parsePrefix("/docs")
	f.Fuzz(func(t *testing.T, raw string) {
		if !p.has(raw) {
			return
		}
		for reading := raw; ; {
			for _, as := range []string{reading, strings.ReplaceAll(reading, `\`, "/"), norm.NFKC.String(reading), strings.ReplaceAll(reading, ";", "/../")} {
				if as == strings.ReplaceAll(reading, ";", "/../") && as != reading {
					// Parameters taken off, with what is behind them.
					var kept []string
					for s := range strings.SplitSeq(reading, "/") {
						name, _, _ := strings.Cut(s, ";")
						kept = append(kept, name)
					}
					as = strings.Join(kept, "/")
				}
				clean := path.Clean(as)
				if u, err := url.PathUnescape(clean); err == nil {
					clean = path.Clean(u)
				}
				if clean != "/docs" && !strings.HasPrefix(clean, "/docs/") {
					t.Errorf("%q may be read as %q", raw, clean)
				}
			}
			next, err := url.PathUnescape(reading)
			if err != nil || next == reading {
				return
			}
			reading = next
		}
	})
}
