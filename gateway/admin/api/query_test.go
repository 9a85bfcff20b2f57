package api

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
)

func TestBased(t *testing.T) {
	for tag, want := range map[string]int64{
		`"0"`: 0, `"17"`: 17, ` "3" `: 3, "": -1, "3": -1, `"-1"`: -1, `"03"`: -1, `W/"3"`: -1, "*": -1, `"3", "4"`: -1, `"99999999999999999999"`: -1, `""`: -1, `"`: -1,
	} {
		r := httptest.NewRequest("PUT", "/", nil)
		r.Header.Set("If-Match", tag)
		if n, err := based(r); (err != nil) != (want < 0) || err == nil && n != uint64(want) {
			t.Errorf("%q: got %d, %v", tag, n, err)
		}
	}
}

func FuzzQuery(f *testing.F) {
	f.Add(`"3"`, "2026-01-01", "2026-12-31", "0x00", "settled", "7")
	f.Add("*", "", "x", "", "", "")
	f.Fuzz(func(t *testing.T, tag, from, to, token, kind, id string) {
		q := url.Values{"from": {from}, "to": {to}, "token": {token}, "kind": {kind}, "order": {id}}
		r := httptest.NewRequest("GET", "/?"+q.Encode(), nil)
		r.Header.Set("If-Match", tag)
		if n, err := based(r); err == nil && etag(n) != `"`+trim(tag)+`"` {
			t.Errorf("%q is %d", tag, n)
		}
		if a, b, err := readDays(r); err == nil && (!a.Before(b) || b.Sub(a) > longestExport*24*time.Hour || a.Format(time.DateOnly) != from) {
			t.Errorf("%q to %q is %s to %s", from, to, a, b)
		}
		if f, err := readFilter(r); err == nil && (f.kind != kind || id != "" && f.order == 0) {
			t.Errorf("got %+v", f)
		}
	})
}

// trim is what stands between the quotes.
func trim(tag string) string {
	for len(tag) > 0 && (tag[0] == ' ' || tag[0] == '\t') {
		tag = tag[1:]
	}
	for len(tag) > 0 && (tag[len(tag)-1] == ' ' || tag[len(tag)-1] == '\t') {
		tag = tag[:len(tag)-1]
	}
	if len(tag) < 2 {
		return ""
	}
	return tag[1 : len(tag)-1]
}
