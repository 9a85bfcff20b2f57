package h2c

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// service is a process behind a client.
type service struct {
	*Client
	t      *testing.T
	addr   string
	dialed atomic.Int32
	astray atomic.Bool // what was dialled so far leads there

	mu    sync.Mutex
	conns []net.Conn // the process's ends
}

// leading is a connection that may lead astray.
type leading struct {
	net.Conn
	astray *atomic.Bool
}

func (l *leading) Astray() bool { return l.astray.Load() }

func newService(t *testing.T, h http.HandlerFunc, change ...func(*Config, *http.Server)) *service {
	t.Helper()
	s := &service{t: t}
	up := httptest.NewUnstartedServer(h)
	up.Config.Protocols = new(http.Protocols)
	up.Config.Protocols.SetUnencryptedHTTP2(true)
	up.Config.ConnState = func(c net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.mu.Lock()
			s.conns = append(s.conns, c)
			s.mu.Unlock()
		}
	}
	cfg := Config{HeaderBytes: 64 << 10, IdleTime: time.Minute, Silence: 10 * time.Second, Continue: time.Second}
	cfg.Dial = func(ctx context.Context, _ string) (net.Conn, error) {
		s.dialed.Add(1)
		c, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.addr)
		return &leading{c, &s.astray}, err
	}
	for _, f := range change {
		f(&cfg, up.Config)
	}
	up.Start()
	s.addr = up.Listener.Addr().String()
	s.Client = New(cfg)
	t.Cleanup(func() {
		s.CloseIdleConnections()
		up.CloseClientConnections()
		up.Close()
	})
	return s
}

// cut ends all connections from the process's side.
func (s *service) cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		c.Close()
	}
	s.conns = nil
}

func (s *service) request(method string, body io.Reader) *http.Request {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, "http://web.1/path?q", body)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Host = "web-1.example"
	return r
}

// ask sends a request and reads the answer.
func (s *service) ask(method, body string) (code int, text string, err error) {
	s.t.Helper()
	var from io.Reader
	if body != "" {
		from = strings.NewReader(body)
	}
	resp, err := s.Send(s.request(method, from), nil)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b), err
}

func TestSend(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %s %s %s %q %s", r.Proto, r.Method, r.Host, r.RequestURI, r.Header.Get("X-One"), r.Header["User-Agent"], b)
	})
	for _, x := range []struct{ method, body, want string }{
		{"GET", "", `HTTP/2.0 GET web-1.example /path?q 1 [] `},
		{"POST", "hello", `HTTP/2.0 POST web-1.example /path?q 1 [] hello`},
		{"DELETE", "", `HTTP/2.0 DELETE web-1.example /path?q 1 [] `},
	} {
		r := s.request(x.method, strings.NewReader(x.body))
		r.Header.Set("X-One", "1")
		resp, err := s.Send(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || string(b) != x.want {
			t.Errorf("got %q (%v), want %q", b, err, x.want)
		}
	}
	if n := s.dialed.Load(); n != 1 {
		t.Errorf("%d connections for one request after the other", n)
	}
}

// TestBoth: what a process sends while it is sent something, and the trailers of both.
func TestBoth(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", "X-Said")
		w.WriteHeader(200)
		out := http.NewResponseController(w)
		out.Flush()
		buf := make([]byte, 64)
		for {
			n, err := r.Body.Read(buf)
			w.Write(bytes.ToUpper(buf[:n]))
			out.Flush()
			if err != nil {
				break
			}
		}
		w.Header().Set("X-Said", r.Trailer.Get("X-Asked"))
		w.Header().Set(http.TrailerPrefix+"X-More", "unannounced")
	})
	pr, pw := io.Pipe()
	r := s.request("POST", pr)
	r.ContentLength = -1
	r.Trailer = http.Header{"X-Asked": nil}
	resp, err := s.Send(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	buf := make([]byte, 64)
	for _, word := range []string{"one", "two", "three"} {
		io.WriteString(pw, word)
		n, err := io.ReadFull(resp.Body, buf[:len(word)])
		if err != nil || string(buf[:n]) != strings.ToUpper(word) {
			t.Fatalf("got %q, %v", buf[:n], err)
		}
	}
	r.Trailer["X-Asked"] = []string{"yes"}
	pw.Close()
	if _, err := io.ReadAll(resp.Body); err != nil {
		t.Fatal(err)
	}
	if resp.Trailer.Get("X-Said") != "yes" || resp.Trailer.Get("X-More") != "unannounced" {
		t.Errorf("trailers %v", resp.Trailer)
	}
}

func TestInterim(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "</x>")
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusProcessing)
		w.WriteHeader(http.StatusNoContent)
	})
	var got []string
	resp, err := s.Send(s.request("GET", nil), func(code int, h http.Header) error {
		got = append(got, fmt.Sprint(code, h["Link"]))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if want := "[103 [</x>] 102 [</x>]]"; fmt.Sprint(got) != want || resp.StatusCode != http.StatusNoContent {
		t.Errorf("got %v and %d, want %s", got, resp.StatusCode, want)
	}
	stop := errors.New("enough")
	if _, err := s.Send(s.request("GET", nil), func(int, http.Header) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// TestSpread: requests at the same time are spread over some connections, and over more where there are many.
func TestSpread(t *testing.T) {
	arrived, leave := make(chan string, 1000), make(chan bool)
	s := newService(t, func(_ http.ResponseWriter, r *http.Request) {
		arrived <- r.RemoteAddr
		<-leave
	})
	var all sync.WaitGroup
	from := map[string]int{}
	begin := func(n int) {
		for range n {
			all.Go(func() {
				if code, _, err := s.ask("GET", ""); code != 200 {
					t.Errorf("got %d, %v", code, err)
				}
			})
			from[<-arrived]++
		}
	}
	begin(4)
	if len(from) != 4 {
		t.Errorf("4 requests over %v", from)
	}
	begin(200)
	if len(from) < 8 || len(from) > 14 {
		t.Errorf("204 requests over %d connections", len(from))
	}
	for _, n := range from {
		if n > 2*lot {
			t.Errorf("%d on one of %d connections", n, len(from))
		}
	}
	close(leave)
	all.Wait()
}

// TestWaits: where a process takes few streams and has enough connections, one more waits.
func TestWaits(t *testing.T) {
	arrived, leave := make(chan bool, 1000), make(chan bool)
	s := newService(t, func(http.ResponseWriter, *http.Request) {
		arrived <- true
		<-leave
	}, func(_ *Config, srv *http.Server) { srv.HTTP2 = &http.HTTP2Config{MaxConcurrentStreams: 1} })
	var all sync.WaitGroup
	for range mostConns {
		all.Go(func() { s.ask("GET", "") })
		<-arrived
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := s.Send(s.request("GET", nil).WithContext(ctx), nil)
		done <- err
	}()
	all.Go(func() {
		if code, _, err := s.ask("GET", ""); code != 200 {
			t.Errorf("got %d, %v", code, err)
		}
	})
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("one that is not wanted any more: %v", err)
	}
	if n := s.dialed.Load(); n != mostConns {
		t.Errorf("%d connections", n)
	}
	close(leave)
	all.Wait()
}

// TestAgain: a request that changes nothing is sent again where its connection was lost, any other is not.
func TestAgain(t *testing.T) {
	var die atomic.Bool
	var s *service
	s = newService(t, func(w http.ResponseWriter, r *http.Request) {
		if die.Swap(false) {
			s.cut()
			<-r.Context().Done()
			return
		}
		io.Copy(w, r.Body)
	})
	for _, x := range []struct {
		method, body string
		ok           bool
	}{{"GET", "", true}, {"DELETE", "", true}, {"POST", "", false}, {"PUT", "x", false}} {
		if code, _, err := s.ask("GET", ""); code != 200 {
			t.Fatal(code, err)
		}
		die.Store(true)
		if code, _, err := s.ask(x.method, x.body); (err == nil) != x.ok {
			t.Errorf("%s %q: %d, %v", x.method, x.body, code, err)
		}
	}
}

// TestFresh: a request on a new connection is sent once.
func TestFresh(t *testing.T) {
	var seen atomic.Int32
	var s *service
	s = newService(t, func(_ http.ResponseWriter, r *http.Request) {
		seen.Add(1)
		s.cut()
		<-r.Context().Done()
	})
	if _, _, err := s.ask("GET", ""); err == nil || seen.Load() != 1 {
		t.Errorf("got %v, and it was seen %d times", err, seen.Load())
	}
}

func TestSilence(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	}, func(c *Config, _ *http.Server) { c.Silence = 100 * time.Millisecond })
	var late net.Error
	if _, _, err := s.ask("GET", ""); !errors.As(err, &late) || !late.Timeout() {
		t.Errorf("without an answer: %v", err)
	}
	if code, _, err := s.ask("POST", ""); code != 200 || !errors.As(err, &late) || !late.Timeout() {
		t.Errorf("in an answer: %d, %v", code, err)
	}
}

// TestCancel: a request that its visitor leaves ends at the process, too, and the connection goes on.
func TestCancel(t *testing.T) {
	arrived, ended := make(chan bool, 1), make(chan bool, 1)
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			return
		}
		arrived <- true
		<-r.Context().Done()
		ended <- true
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("the order has ended")
	go func() {
		<-arrived
		cancel(why)
	}()
	pr, pw := io.Pipe()
	r := s.request("POST", pr).WithContext(ctx)
	r.ContentLength = -1
	if _, err := s.Send(r, nil); !errors.Is(err, why) {
		t.Errorf("got %v", err)
	}
	<-ended
	if _, err := pw.Write([]byte("x")); err == nil {
		t.Error("the body is read on")
	}
	if code, _, err := s.ask("GET", ""); code != 200 || s.dialed.Load() != 1 {
		t.Errorf("got %d, %v by %d connections", code, err, s.dialed.Load())
	}
}

// TestAstray: a connection to a process that is not to be asked any more gets no further request, and what is under way on it
// goes on.
func TestAstray(t *testing.T) {
	arrived, leave := make(chan bool), make(chan bool)
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			arrived <- true
			<-leave
		}
		io.WriteString(w, "whole")
	})
	done := make(chan string)
	go func() {
		_, text, err := s.ask("POST", "x")
		done <- fmt.Sprint(text, err)
	}()
	<-arrived
	s.astray.Store(true)
	if code, _, err := s.ask("GET", ""); code != 200 || s.dialed.Load() != 2 {
		t.Errorf("got %d, %v by %d connections", code, err, s.dialed.Load())
	}
	close(leave)
	if got := <-done; got != "whole<nil>" {
		t.Errorf("what was under way: %s", got)
	}
	s.until("they are closed", func() bool { return len(s.hosts) == 0 })
}

// until waits for something of the client's that happens by itself.
func (s *service) until(what string, is func() bool) {
	s.t.Helper()
	for end := time.Now().Add(5 * time.Second); ; {
		s.mu.Lock()
		s.Client.mu.Lock()
		ok := is()
		var wait <-chan struct{}
		for _, h := range s.hosts {
			wait = h.changed
		}
		s.Client.mu.Unlock()
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-wait:
		case <-time.After(time.Until(end)):
			s.t.Fatalf("%s: not so", what)
		}
	}
}

// TestIdle: connections without requests are closed and forgotten, by their age and by their process's end.
func TestIdle(t *testing.T) {
	s := newService(t, func(http.ResponseWriter, *http.Request) {}, func(c *Config, _ *http.Server) { c.IdleTime = 50 * time.Millisecond })
	s.ask("GET", "")
	s.until("an old one is forgotten", func() bool { return len(s.hosts) == 0 })
	s = newService(t, func(http.ResponseWriter, *http.Request) {})
	s.ask("GET", "")
	s.cut()
	s.until("a lost one is forgotten", func() bool { return len(s.hosts) == 0 })
}

// TestLarge: bodies larger than all windows, both ways.
func TestLarge(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) })
	const size = 16 << 20
	r := s.request("POST", io.LimitReader(zeroes{}, size))
	r.ContentLength = size
	resp, err := s.Send(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if n, err := io.Copy(io.Discard, resp.Body); n != size || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}

type zeroes struct{}

func (zeroes) Read(b []byte) (int, error) { return len(b), nil }

// TestSlowVisitor: a visitor who does not take an answer holds up nobody else's on the same connection.
func TestSlowVisitor(t *testing.T) {
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			io.Copy(w, io.LimitReader(zeroes{}, 4<<20))
		}
	})
	for range streams {
		resp, err := s.Send(s.request("POST", nil), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
	}
	if code, _, err := s.ask("GET", ""); code != 200 {
		t.Errorf("got %d, %v", code, err)
	}
}

// TestLost: a body that breaks off is an error, and so is the error of the request's own.
func TestLost(t *testing.T) {
	var s *service
	s = newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			io.Copy(io.Discard, r.Body)
			return
		}
		io.WriteString(w, "half")
		http.NewResponseController(w).Flush()
		s.cut()
	})
	if code, text, err := s.ask("POST", "x"); err == nil || code == 200 && text != "half" {
		t.Errorf("got %d %q, %v", code, text, err)
	}
	broken := errors.New("the visitor broke off")
	r := s.request("PUT", io.MultiReader(strings.NewReader("x"), failing{broken}))
	r.ContentLength = -1
	if _, err := s.Send(r, nil); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
