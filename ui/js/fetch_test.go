package js

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestEventParser(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "data: a\n\n", "message/a"},
		{"named", "event: answer\ndata: {\"x\":1}\n\n", `answer/{"x":1}`},
		{"lines", "data: a\ndata:b\ndata\n\n", "message/a\nb\n"},
		{"comment", ": hi\n\nid: 7\nevent: x\n\ndata: y\n\n", "message/y"},
		{"unknown field", "retry: 5\nfoo: bar\ndata: z\n\n", "message/z"},
		{"two", "event: a\ndata: 1\n\ndata: 2\n\n", "a/1 message/2"},
		{"cut off", "data: a\n", ""},
	} {
		var got []string
		p := &eventParser{emit: func(e Event) error {
			got = append(got, fmt.Sprintf("%s/%s", e.Name, e.Data))
			return nil
		}}
		lines := strings.Split(c.in, "\n")
		for _, l := range lines[:len(lines)-1] {
			if err := p.line([]byte(l)); err != nil {
				t.Fatal(err)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

func TestNoBrowser(t *testing.T) {
	ctx := context.Background()
	if err := Do(ctx, Request{URL: "/"}, nil); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("Do: got %v, want ErrNoBrowser", err)
	}
	if _, err := SHA256(ctx, nil); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("SHA256: got %v, want ErrNoBrowser", err)
	}
	if err := Follow(ctx, Request{URL: "/"}, nil, nil); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("Follow: got %v, want ErrNoBrowser", err)
	}
	Local.Set("a", 1)
	if Local.Get("a", new(int)) {
		t.Error("a store outside a browser holds something")
	}
	if tab := OpenTab("x"); tab.Opened() {
		t.Error("a tab was opened outside a browser")
	}
}
