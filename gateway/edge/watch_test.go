package edge

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"berth/shared/problem"
	"berth/shared/wire"
)

var good = []string{"Authorization", "Bearer good"}

func TestRevisions(t *testing.T) {
	e := newEdge(t)
	for _, c := range []struct {
		query string
		want  []uint64
		more  bool
	}{
		{"", []uint64{3, 2, 1}, false},
		{"?limit=1", []uint64{3}, true},
		{"?before=2&limit=50", []uint64{1}, false},
		{"?before=1", nil, false},
	} {
		w := ask(e, "GET", host, "/v1/orders/1/deployment/revisions"+c.query, "", good...)
		var v wire.Revisions
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != 200 || v.Revisions == nil || v.More != c.more {
			t.Errorf("%s: got %d %s", c.query, w.Code, w.Body)
		}
		var got []uint64
		for _, r := range v.Revisions {
			got = append(got, r.Number)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %v, want %v", c.query, got, c.want)
		}
	}
}

func TestHappenings(t *testing.T) {
	e := newEdge(t)
	for _, c := range []struct {
		query       string
		n           int
		first, last uint64
	}{{"", 100, 300, 201}, {"?limit=200", 200, 300, 101}, {"?after=298", 2, 300, 299}, {"?after=300", 0, 0, 0}} {
		w := ask(e, "GET", host, "/v1/orders/1/events"+c.query, "", good...)
		var v wire.Happenings
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != 200 || len(v.Events) != c.n || v.Events == nil {
			t.Fatalf("%s: got %d %s", c.query, w.Code, w.Body)
		}
		if c.n > 0 && (v.Events[0].Seq != c.first || v.Events[c.n-1].Seq != c.last) {
			t.Errorf("%s: from %d to %d", c.query, v.Events[0].Seq, v.Events[c.n-1].Seq)
		}
	}
}

func TestUse(t *testing.T) {
	e := newEdge(t)
	for query, every := range map[string]int{"": 3600, "?span=hour": 3600, "?span=day": 86400} {
		w := ask(e, "GET", host, "/v1/orders/1/use"+query, "", good...)
		var v wire.Use
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != 200 || v.Every != every {
			t.Errorf("%s: got %d %s", query, w.Code, w.Body)
		}
	}
}

// TestWatchingNeedsTheToken holds for all that is only looked at.
func TestWatchingNeedsTheToken(t *testing.T) {
	e := newEdge(t)
	for _, path := range []string{"deployment/revisions", "events", "use", "services/web/logs", "services/web/logs/events", "services/web/shell"} {
		for _, c := range []struct {
			order, token string
			status       int
			code         problem.Code
		}{
			{"1", "", 401, problem.LoginNeeded},
			{"1", "bad", 401, problem.LoginNeeded},
			{"1", "other", 403, problem.NotYours},
			{"2", "good", 403, problem.NotYours},
			{"3", "good", 404, problem.NotFound},
			{"0", "good", 400, problem.BadField},
		} {
			w := ask(e, "GET", host, "/v1/orders/"+c.order+"/"+path, "", "Authorization", "Bearer "+c.token)
			var p problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != c.status || p.Code != c.code {
				t.Errorf("%s of order %s with %q: got %d %s", path, c.order, c.token, w.Code, w.Body)
			}
		}
	}
	for path, field := range map[string]string{
		"deployment/revisions?limit=0": "limit", "deployment/revisions?limit=51": "limit", "deployment/revisions?limit=x": "limit", "deployment/revisions?before=0": "before",
		"deployment/revisions?before=-1": "before", "events?limit=0": "limit", "events?limit=201": "limit", "events?after=-1": "after", "events?after=99999999999999999999": "after",
		"use?span=year": "span", "services/web/logs/events?tail=5001": "tail", "services/web/logs/events?tail=-1": "tail", "services/web/logs/events?since=then": "since",
		"services/web/logs?tail=9999999999": "tail",
	} {
		w := ask(e, "GET", host, "/v1/orders/1/"+path, "", good...)
		var p problem.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 400 || p.Field != field {
			t.Errorf("%s: got %d %s", path, w.Code, w.Body)
		}
	}
}

func TestRollBack(t *testing.T) {
	o := &orders{}
	e := newEdge(t, func(c *Config) { have(c, o) })
	put := func(body string) (int, problem.Problem) {
		w := ask(e, "PUT", host, "/v1/orders/1/deployment", body, good...)
		var p problem.Problem
		if w.Code >= 400 {
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
		}
		return w.Code, p
	}
	deploy := func(from, format string) string {
		return `"deploy":{"orderId":1,"manifestHash":"0x` + strings.Repeat("00", 32) + `","revision":3,"notAfter":"2026-01-02T03:04:05Z","shortStop":true,"from":` + from + `,"format":"` + format + `"},"signature":"0x"}`
	}
	for _, c := range []struct {
		body  string
		code  int
		field string
	}{
		{`{` + deploy("2", ""), 400, "deploy.format"},
		{`{` + deploy("2", "template"), 400, "deploy.format"},
		{`{"format":"compose",` + deploy("2", "compose"), 400, ""},
		{`{"shortStop":true,` + deploy("2", "compose"), 400, ""},
		{`{"manifest":"x",` + deploy("2", "compose"), 400, "manifest"},
		{`{` + deploy("9", "compose"), 404, ""},
		{`{` + deploy("-1", "compose"), 400, "deploy.from"},
	} {
		if code, p := put(c.body); code != c.code || p.Field != c.field {
			t.Errorf("%s: got %d %+v", c.body, code, p)
		}
	}
	if len(o.deployed) != 0 {
		t.Fatalf("deployed: %+v", o.deployed)
	}
	if code, p := put(`{` + deploy("2", "compose")); code != 200 {
		t.Fatalf("got %d %+v", code, p)
	}
	got := o.deployed[0]
	if got.From != 2 || !got.ShortStop || got.Format != "compose" || got.Manifest != oldManifest || got.Number != 3 {
		t.Errorf("got %+v", got)
	}
}

// TestHealth: the answer has nothing but how orders are that the key is for, and is short as long as nothing has changed.
func TestHealth(t *testing.T) {
	e := newEdge(t)
	post := func(body string) (int, string) {
		w := ask(e, "POST", host, "/v1/health", body)
		return w.Code, strings.TrimSpace(w.Body.String())
	}
	code, body := post(`{"key": "good", "orders": [1, 4, 99]}`)
	var a wire.HealthAnswer
	if err := json.Unmarshal([]byte(body), &a); code != 200 || err != nil || a.Tag == "" {
		t.Fatalf("got %d %s", code, body)
	}
	if want := `[{"orderId":1,"state":"down","down":2,"why":"memory"},{"orderId":4,"state":"refused"},{"orderId":99,"state":"refused"}]`; !strings.Contains(body, want) {
		t.Errorf("got %s", body)
	}
	if code, body := post(`{"key": "good", "orders": [1, 4, 99], "tag": "` + a.Tag + `"}`); code != 200 || body != `{"tag":"`+a.Tag+`","same":true}` {
		t.Errorf("got %d %s", code, body)
	}
	if code, _ := post(`{"key": "bad", "orders": [1]}`); code != 401 {
		t.Errorf("got %d", code)
	}
	if code, _ := post(`{"key": "good", "orders": [1], "more": 1}`); code != 400 {
		t.Errorf("an unknown field: %d", code)
	}
}
