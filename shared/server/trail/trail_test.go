package trail

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	good := "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	for _, tc := range []struct {
		id, parent  string
		own, passes bool
	}{
		{"abc-1.2_Z", good, true, true},
		{"", "", false, false},
		{strings.Repeat("a", 64), good + "-more", true, false},
		{strings.Repeat("a", 65), strings.ToUpper(good), false, false},
		{"a b", "01" + good[2:], false, false},
		{"a\x00", "00-" + noTrace + good[35:], false, false},
		{"ä", good[:36] + noSpan + "-01", false, false},
		{"$(reboot)", "'; drop", false, false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header[RequestHeader], r.Header[ParentHeader] = []string{tc.id}, []string{tc.parent}
		got := Read(r)
		if own := got.Request == tc.id; own != tc.own || !plain.MatchString(got.Request) {
			t.Errorf("%q: got %q", tc.id, got.Request)
		}
		if (got.Parent == tc.parent && tc.parent != "") != tc.passes || got.Parent != "" && !tc.passes {
			t.Errorf("%q: got %q", tc.parent, got.Parent)
		}
		h := http.Header{}
		From(With(context.Background(), got)).Write(h)
		if h.Get(RequestHeader) != got.Request || h.Get(ParentHeader) != got.Parent {
			t.Errorf("goes on as %v", h)
		}
	}
	if a, b := NewID(), NewID(); a == b {
		t.Error("two requests have one id")
	}
	if From(context.Background()) != (Trail{}) {
		t.Error("a context without a trail has one")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	f.Fuzz(func(t *testing.T, id, given string) {
		if got := ID(id); !plain.MatchString(got) || len(got) > 64 {
			t.Errorf("%q becomes %q", id, got)
		}
		if got := Parent(given); got != "" && (got != given || len(got) != 55) {
			t.Errorf("%q becomes %q", given, got)
		}
	})
}
