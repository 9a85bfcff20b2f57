package edge

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/edge/logs"
	"berth/shared/problem"
	"berth/shared/wire"
)

func lines(from, to int) []wire.LogLine {
	var all []wire.LogLine
	for i := from; i <= to; i++ {
		all = append(all, wire.LogLine{At: second(i), Text: fmt.Sprintf("line %d", i)})
	}
	return all
}

func TestLogFile(t *testing.T) {
	o := &orders{log: &journal{lines: lines(1, 3)}}
	e := newEdge(t, func(c *Config) { have(c, o) })
	const all = "2026-01-02T03:04:01Z line 1\n2026-01-02T03:04:02Z line 2\n2026-01-02T03:04:03Z line 3\n"
	for _, c := range []struct{ order, query, want, name string }{
		{"1", "", all, ""},
		{"1", "?tail=1", "2026-01-02T03:04:03Z line 3\n", ""},
		{"1", "?since=2026-01-02T03:04:01.5Z&tail=9", all[strings.Index(all, "\n")+1:], ""},
		{"1", "?since=2026-01-02T03:05:00Z", "", ""},
		{"1", "?download=1", all, `attachment; filename="order-1-web.log"`},
		{"4", "?download=1", all, `attachment; filename="order-4-web.log"`}, // which has ended
	} {
		w := ask(e, "GET", host, "/v1/orders/"+c.order+"/services/web/logs"+c.query, "", good...)
		h := w.Header()
		if w.Code != 200 || w.Body.String() != c.want || h.Get("Content-Disposition") != c.name || h.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%s %s: got %d %v %q", c.order, c.query, w.Code, h, w.Body)
		}
	}
	for _, q := range o.log.queries() {
		if q.Follow {
			t.Errorf("it follows: %+v", q)
		}
	}
	for err, code := range map[error]int{cluster.ErrNoLog: 404, cluster.ErrNotRunning: 404, errors.New("a secret"): 500} {
		o.log.fail(fmt.Errorf("log: %w", err))
		if w := ask(e, "GET", host, "/v1/orders/1/services/web/logs?download=1", "", good...); w.Code != code || w.Header().Get("Content-Disposition") != "" || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%v: got %d %s", err, w.Code, w.Body)
		}
	}
}

// TestLogFileIsBounded asks for what is left out.
func TestLogFileIsBounded(t *testing.T) {
	long := strings.Repeat("x", 16<<10)
	j := &journal{}
	for i := range 3000 {
		j.lines = append(j.lines, wire.LogLine{At: second(i / 2), Text: long}) // two of a time
	}
	e := newEdge(t, func(c *Config) { have(c, &orders{log: j}) })
	w := ask(e, "GET", host, "/v1/orders/1/services/web/logs", "", good...)
	text := w.Body.String()
	body, note, found := strings.Cut(text, "# there is more: go on with since=")
	if !found || len(body) > logs.MostBytes || len(body) < logs.MostBytes-(32<<10) {
		t.Fatalf("%d bytes, a note %t", len(text), found)
	}
	whole := strings.Count(body, "\n")
	w = ask(e, "GET", host, "/v1/orders/1/services/web/logs?since="+strings.TrimSpace(note), "", good...)
	if got := whole + strings.Count(w.Body.String(), "\n"); got != 3000 && got != 3001 {
		t.Errorf("%d lines and the rest are %d", whole, got)
	}
}

// TestLogFileBreaksOff wants half a file not to look like a whole one.
func TestLogFileBreaksOff(t *testing.T) {
	j := &journal{breaks: errors.New("the disk")}
	for i := range 100 {
		j.lines = append(j.lines, wire.LogLine{At: second(i), Text: strings.Repeat("x", 1000)})
	}
	s := serve(t, &orders{log: j})
	resp := s.get("/v1/orders/1/services/web/logs", "good")
	if b, err := io.ReadAll(resp.Body); err == nil || resp.StatusCode != 200 || len(b) == 0 {
		t.Errorf("got %d, %d bytes, %v", resp.StatusCode, len(b), err)
	}
}

// site is an Edge on a port of its own.
type site struct {
	t *testing.T
	*httptest.Server
	edge *Edge
	seen chan string // routes and codes
}

func serve(t *testing.T, o *orders, change ...func(*Config)) *site {
	t.Helper()
	s := &site{t: t, seen: make(chan string, 1000)}
	change = append([]func(*Config){func(c *Config) {
		have(c, o)
		c.Seen = func(route string, code int, _ time.Duration) { s.seen <- fmt.Sprint(route, " ", code) }
	}}, change...)
	s.edge = newEdge(t, change...)
	s.Server = httptest.NewServer(s.edge)
	t.Cleanup(s.Close)
	return s
}

func (s *site) request(path, token string, header ...string) *http.Request {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), "GET", s.URL+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func (s *site) get(path, token string, header ...string) *http.Response {
	s.t.Helper()
	resp, err := s.Client().Do(s.request(path, token, header...))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { resp.Body.Close() })
	return resp
}

// stream is a log that is followed.
type stream struct {
	t    *testing.T
	resp *http.Response
	in   *bufio.Reader
	id   string // of the last batch
}

const eventsPath = "/v1/orders/1/services/web/logs/events"

func (s *site) follow(query string, header ...string) *stream {
	s.t.Helper()
	resp := s.get(eventsPath+query, "good", header...)
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream" {
		b, _ := io.ReadAll(resp.Body)
		s.t.Fatalf("got %d %s", resp.StatusCode, b)
	}
	return &stream{t: s.t, resp: resp, in: bufio.NewReaderSize(resp.Body, 1<<20)}
}

// next is the next batch; an error once there is none.
func (s *stream) next() (b wire.LogBatch, err error) {
	s.t.Helper()
	kind, id := "", ""
	for {
		row, err := s.in.ReadString('\n')
		if err != nil {
			return b, err
		}
		switch key, v, _ := strings.Cut(strings.TrimSuffix(row, "\n"), ": "); key {
		case "event":
			kind = v
		case "id":
			id = v
		case "data":
			if err := json.Unmarshal([]byte(v), &b); err != nil || kind != "log" || id == "" {
				s.t.Fatalf("%q %q %v", kind, id, err)
			}
			if len(b.Lines) == 0 || len(b.Lines) > logs.BatchLines {
				s.t.Errorf("a batch of %d lines", len(b.Lines))
			}
			s.id = id
			return b, nil
		}
	}
}

// until reads batches to the one with a text, and gives the texts of all lines and how many were skipped.
func (s *stream) until(text string) (all []string, skipped int) {
	s.t.Helper()
	for {
		b, err := s.next()
		if err != nil {
			s.t.Fatalf("before %q: %v: %q", text, err, all)
		}
		skipped += b.Skipped
		for _, l := range b.Lines {
			all = append(all, l.Text)
		}
		if all[len(all)-1] == text {
			return all, skipped
		}
	}
}

func TestFollow(t *testing.T) {
	o := &orders{log: &journal{lines: lines(1, 10)}}
	s := serve(t, o)
	f := s.follow("?tail=3")
	if got, _ := f.until("line 10"); fmt.Sprint(got) != "[line 8 line 9 line 10]" {
		t.Errorf("got %q", got)
	}
	began := time.Now()
	o.log.write(lines(11, 11)...)
	if got, _ := f.until("line 11"); len(got) != 1 {
		t.Errorf("got %q", got)
	}
	if d := time.Since(began); d > 5*time.Second { // it does not wait for others to come
		t.Errorf("a line took %s", d)
	}
	if f.id != "2026-01-02T03:04:11Z" {
		t.Errorf("id %q", f.id)
	}
	f.resp.Body.Close()
	// What was written in between is not lost, and nothing comes twice.
	o.log.write(lines(12, 14)...)
	for _, f := range []*stream{s.follow("?tail=1", "Last-Event-ID", f.id), s.follow("?since=" + f.id), s.follow("?tail=1&since=2026-01-02T03:04:11Z")} {
		if got, _ := f.until("line 14"); fmt.Sprint(got) != "[line 12 line 13 line 14]" {
			t.Errorf("got %q", got)
		}
	}
	// Only what comes.
	f = s.follow("?tail=0")
	o.log.comesTo(t, 5)
	o.log.write(wire.LogLine{At: time.Now().Add(time.Second), Text: "now"})
	if got, _ := f.until("now"); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

// TestFollowInOneMoment goes on in the middle of lines of one nanosecond, after each of them.
func TestFollowInOneMoment(t *testing.T) {
	at := second(5)
	j := &journal{lines: []wire.LogLine{{At: second(4), Text: "0"}, {At: at, Text: "1"}, {At: at, Text: "2"}, {At: at, Text: "3"}, {At: second(6), Text: "4"}}}
	s := serve(t, &orders{log: j})
	for n, id := range []string{"2026-01-02T03:04:04Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z/2", "2026-01-02T03:04:05Z/3"} {
		f := s.follow("", "Last-Event-ID", id)
		got, _ := f.until("4")
		if want := strings.Fields("1 2 3 4")[n:]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("after %s: got %q, want %q", id, got, want)
		}
		f.resp.Body.Close()
	}
	// And the ids are such.
	j = &journal{lines: j.lines[:2:2]}
	s = serve(t, &orders{log: j})
	f := s.follow("")
	f.until("1")
	if f.id != "2026-01-02T03:04:05Z" {
		t.Errorf("id %s", f.id)
	}
	f.resp.Body.Close()
	j.write(wire.LogLine{At: at, Text: "2"})
	f = s.follow("", "Last-Event-ID", f.id)
	if got, _ := f.until("2"); len(got) != 1 || f.id != "2026-01-02T03:04:05Z/2" {
		t.Errorf("got %q, id %s", got, f.id)
	}
	j.write(wire.LogLine{At: at, Text: "3"})
	if got, _ := f.until("3"); len(got) != 1 || f.id != "2026-01-02T03:04:05Z/3" {
		t.Errorf("got %q, id %s", got, f.id)
	}
}

// TestFollowWhatIsNotThereYet stays open until there is a log, and when it breaks off.
func TestFollowWhatIsNotThereYet(t *testing.T) {
	j := &journal{err: fmt.Errorf("web: %w", cluster.ErrNoLog)}
	s := serve(t, &orders{log: j})
	f := s.follow("?tail=10")
	j.comesTo(t, 2)
	j.fail(fmt.Errorf("web: %w", cluster.ErrNotRunning))
	j.comesTo(t, 3)
	j.fail(nil)
	j.write(lines(1, 2)...)
	if got, _ := f.until("line 2"); len(got) != 2 {
		t.Errorf("got %q", got)
	}
	j.fail(errors.New("the API server"))
	j.write(lines(3, 3)...) // which nobody is told of
	j.fail(nil)
	if got, _ := f.until("line 3"); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

// TestFollowFlood has a service write much faster than a page reads: the service never waits, what is kept is bounded,
// and what is left out is counted.
func TestFollowFlood(t *testing.T) {
	const n = 200_000
	j := &journal{}
	s := serve(t, &orders{log: j})
	f := s.follow("")
	j.comesTo(t, 1)
	at := time.Now().Add(time.Minute)
	began := time.Now()
	for i := range n / 100 {
		batch := make([]wire.LogLine, 100)
		for k := range batch {
			batch[k] = wire.LogLine{At: at.Add(time.Duration(i*100 + k)), Text: fmt.Sprint("line ", i*100+k)}
		}
		j.write(batch...)
	}
	got, skipped := f.until(fmt.Sprint("line ", n-1))
	if len(got)+skipped != n || skipped < n/2 {
		t.Errorf("%d lines came and %d are said to be left out, of %d", len(got), skipped, n)
	}
	t.Logf("%d lines in %s, %d left out", n, time.Since(began), skipped)
}

// TestFollowWhatIsOld waits for the page with lines that lie on a disk: none are left out.
func TestFollowWhatIsOld(t *testing.T) {
	j := &journal{}
	for i := range 3 * logs.FeedLines {
		j.lines = append(j.lines, wire.LogLine{At: second(0).Add(time.Duration(i)), Text: fmt.Sprint(i)})
	}
	f := serve(t, &orders{log: j}).follow("?since=2026-01-01T00:00:00Z")
	if got, skipped := f.until(fmt.Sprint(3*logs.FeedLines - 1)); len(got) != 3*logs.FeedLines || skipped != 0 {
		t.Errorf("%d lines, %d left out", len(got), skipped)
	}
}

// TestFollowSlowly has a page that reads nothing while its service writes a lot.
func TestFollowSlowly(t *testing.T) {
	j := &journal{}
	s := serve(t, &orders{log: j})
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.(*net.TCPConn).SetReadBuffer(4096)
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n\r\n", eventsPath)
	j.comesTo(t, 1)
	long := strings.Repeat("x", 10_000)
	at := time.Now().Add(time.Minute)
	for i := range 3000 { // 30 MB, which no buffer of a system holds
		j.write(wire.LogLine{At: at.Add(time.Duration(i)), Text: long})
	}
	// It is still served: the last line comes after all.
	j.write(wire.LogLine{At: at.Add(time.Second), Text: "the last one"})
	c.SetReadDeadline(time.Now().Add(20 * time.Second))
	in, skipped := bufio.NewReader(c), 0
	for {
		row, err := in.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		data, ok := strings.CutPrefix(row, "data: ")
		if !ok {
			continue
		}
		var b wire.LogBatch
		if err := json.Unmarshal([]byte(data), &b); err != nil {
			t.Fatal(err)
		}
		skipped += b.Skipped
		if b.Lines[len(b.Lines)-1].Text == "the last one" {
			break
		}
	}
	if skipped == 0 {
		t.Error("nothing was left out")
	}
}

func TestFollowEnds(t *testing.T) {
	j := &journal{lines: lines(1, 1)}
	s := serve(t, &orders{log: j})
	t.Run("with its token", func(t *testing.T) {
		began := time.Now()
		resp := s.get(eventsPath, "brief")
		b, err := io.ReadAll(resp.Body)
		if d := time.Since(began); err != nil || d < 200*time.Millisecond || d > 5*time.Second || !strings.Contains(string(b), "line 1") {
			t.Errorf("after %s: %v %q", d, err, b)
		}
		if got := <-s.seen; got != "GET /v1/orders/{id}/services/{service}/logs/events 200" {
			t.Errorf("seen: %s", got)
		}
	})
	t.Run("with its page", func(t *testing.T) {
		f := s.follow("")
		f.until("line 1")
		f.resp.Body.Close()
		select {
		case <-s.seen:
		case <-time.After(5 * time.Second):
			t.Error("it goes on")
		}
	})
	t.Run("not with its order", func(t *testing.T) {
		resp := s.get("/v1/orders/4/services/web/logs/events", "good")
		f := &stream{t: t, resp: resp, in: bufio.NewReader(resp.Body)}
		f.until("line 1")
	})
	t.Run("before it begins", func(t *testing.T) {
		for path, code := range map[string]int{"/v1/orders/1/services/db/logs/events": 404, eventsPath + "?since=x": 400, eventsPath + "?tail=x": 400} {
			if resp := s.get(path, "good"); resp.StatusCode != code || resp.Header.Get("Content-Type") != problem.ContentType {
				t.Errorf("%s: got %d", path, resp.StatusCode)
			}
		}
	})
}

func TestFollowSeats(t *testing.T) {
	s := serve(t, &orders{log: &journal{}})
	var open []*stream
	for range logs.FollowQuota.Order {
		open = append(open, s.follow(""))
	}
	if resp := s.get("/v1/orders/4/services/web/logs", "good"); resp.StatusCode != 200 {
		t.Errorf("another order: got %d", resp.StatusCode)
	}
	s.follow("")
	if rest, err := io.ReadAll(open[0].in); err != nil || !strings.Contains(string(rest), `"code":"gave-way"`) {
		t.Errorf("the oldest ended with %q %v", rest, err)
	}
	open[1].resp.Body.Close()
	until(t, "its seat is given back", func() bool { all, _, _ := s.edge.logs.Followed.Held(); return all == logs.FollowQuota.Order-1 })
	s.follow("")
}
