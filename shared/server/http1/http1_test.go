package http1_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/server/http1"
)

// server is one of the two that are compared.
type server struct {
	serve func(net.Conn)
	stop  func(context.Context)
}

func own(h http.Handler) server {
	s := &http1.Server{Handler: h, HeadTime: 10 * time.Second, IdleTime: time.Minute, HeadBytes: 64 << 10, Log: slog.New(slog.DiscardHandler)}
	return server{func(c net.Conn) { s.New(context.Background(), c).Serve() }, s.Shutdown}
}

// conns is a listener whose connections are given to it.
type conns chan net.Conn

func (l conns) Accept() (net.Conn, error) {
	if c, ok := <-l; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (l conns) Close() error   { return nil }
func (l conns) Addr() net.Addr { return &net.TCPAddr{} }

func standard(h http.Handler) server {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 64 << 10, DisableGeneralOptionsHandler: true,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	l := make(conns)
	go s.Serve(l)
	return server{func(c net.Conn) { l <- c }, func(ctx context.Context) { s.Shutdown(ctx); close(l) }}
}

// pair is the two ends of a connection with buffers, as sockets have.
func pair(t testing.TB) (client, server net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if client, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if server, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	return client, server
}

// said is what a server has said to a number of requests.
func (s server) said(t testing.TB, raw string) []byte {
	t.Helper()
	client, conn := pair(t)
	defer client.Close()
	go s.serve(conn)
	client.SetDeadline(time.Now().Add(5 * time.Second))
	go func() {
		io.WriteString(client, raw)
		client.(*net.TCPConn).CloseWrite()
	}()
	all, err := io.ReadAll(client)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		t.Fatalf("to %q: no end, after %q", raw, all)
	}
	return all
}

// answers reads answers as a client would. Each is a text of all that matters of it.
func answers(raw []byte, methods []string) (all []string) {
	in := bufio.NewReader(bytes.NewReader(raw))
	for i := 0; ; i++ {
		method := "GET"
		if i < len(methods) {
			method = methods[i]
		}
		for {
			r, err := http.ReadResponse(in, &http.Request{Method: method})
			if err != nil {
				if rest, _ := io.ReadAll(in); len(rest) > 0 {
					all = append(all, fmt.Sprintf("rest %q", rest))
				}
				return all
			}
			body, err := io.ReadAll(r.Body)
			r.Header.Del("Date")
			header := []string{}
			for name, lines := range r.Header {
				header = append(header, fmt.Sprintf("%s=%q", name, lines))
			}
			for name, lines := range r.Trailer {
				header = append(header, fmt.Sprintf("trailer %s=%q", name, lines))
			}
			slices.Sort(header)
			text := fmt.Sprintf("%s %d", r.Proto, r.StatusCode)
			if r.StatusCode < 400 || r.ContentLength >= 0 { // what is no request has an answer in each one's own words
				text += fmt.Sprintf(" %v %q %v close=%t length=%d %v", r.TransferEncoding, body, err, r.Close, r.ContentLength, header)
			}
			all = append(all, text)
			if r.StatusCode >= 200 || r.StatusCode == 101 {
				break
			}
		}
	}
}

// handlers are what answers in the ways that handlers can.
var handlers = map[string]http.HandlerFunc{
	"/nothing": func(w http.ResponseWriter, r *http.Request) {},
	"/short": func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "short")
	},
	"/pieces": func(w http.ResponseWriter, r *http.Request) {
		for i := range 100 {
			fmt.Fprintf(w, "piece %d of the body, which is long\n", i)
		}
	},
	"/long": func(w http.ResponseWriter, r *http.Request) {
		w.Write(bytes.Repeat([]byte("0123456789abcdef"), 20_000))
		w.Write([]byte("end"))
	},
	"/told": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "9000")
		w.Write(bytes.Repeat([]byte{'x'}, 5000))
		w.Write(bytes.Repeat([]byte{'y'}, 4000))
	},
	"/toomuch": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "5")
		if _, err := io.WriteString(w, "12345678"); !errors.Is(err, http.ErrContentLength) {
			panic("more than told is taken")
		}
		io.WriteString(w, "12345")
	},
	"/toolittle": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "50")
		io.WriteString(w, "12345")
	},
	"/flushed": func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		io.WriteString(w, "one")
		w.(http.Flusher).Flush()
		io.WriteString(w, "two")
	},
	"/copied": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "40000")
		io.Copy(w, strings.NewReader(strings.Repeat("abcd", 10_000)))
	},
	"/copied/untold": func(w http.ResponseWriter, r *http.Request) {
		io.Copy(w, strings.NewReader(strings.Repeat("abcd", 10_000)))
	},
	"/none": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "7")
		w.WriteHeader(http.StatusNoContent)
		if _, err := io.WriteString(w, "a body"); !errors.Is(err, http.ErrBodyNotAllowed) {
			panic("a body is taken")
		}
	},
	"/same": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "7")
		w.Header().Set("Etag", `"7"`)
		w.WriteHeader(http.StatusNotModified)
	},
	"/closes": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		io.WriteString(w, "bye")
	},
	"/odd": func(w http.ResponseWriter, r *http.Request) {
		w.Header()["X-Lines"] = []string{" one\r\nX-Other: 1 ", "two\nthree"}
		w.Header()["not a name"] = []string{"x"}
		w.Header()["lower"] = []string{"x"}
		w.WriteHeader(599)
		w.WriteHeader(200)
	},
	"/trailer": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", "X-Sum, X-Other")
		io.WriteString(w, "body")
		w.Header().Set("X-Sum", "7")
		w.Header().Set(http.TrailerPrefix+"X-Late", "late")
	},
	"/trailer/late": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.(http.Flusher).Flush()
		w.Header().Set(http.TrailerPrefix+"X-Late", "late")
	},
	"/early": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "</a.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		w.Header().Set("Link", "</b.css>; rel=preload")
		w.WriteHeader(http.StatusProcessing)
		w.Header().Del("Link")
		io.WriteString(w, "then")
	},
	"/echo": func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %q %v %v %d %v %s %s", r.Method, body, err, r.Trailer, r.ContentLength, r.TransferEncoding, r.Host, r.RequestURI)
	},
	"/dies": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "5")
		panic(http.ErrAbortHandler)
	},
	"/dies/late": func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "begun")
		w.(http.Flusher).Flush()
		panic("on purpose")
	},
	"/taken": func(w http.ResponseWriter, r *http.Request) {
		c, buf, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer c.Close()
		if _, err := io.WriteString(w, "x"); !errors.Is(err, http.ErrHijacked) {
			panic("written to what was taken")
		}
		rest, _ := io.ReadAll(buf)
		fmt.Fprintf(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n%q", rest)
	},
}

var mux = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/odd" && r.URL.Path != "/taken" {
		w.Header().Set("Content-Type", "text/plain") // net/http would guess
	}
	if h, ok := handlers[r.URL.Path]; ok {
		h(w, r)
		return
	}
	w.WriteHeader(http.StatusNotFound)
})

// requests are asked of both servers, and more than one on a connection where there is an empty line between.
func requests() (all [][]string) {
	for path := range handlers {
		all = append(all, []string{"GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\n\r\n"},
			[]string{"GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\n\r\n"},
		)
		// net/http has interim answers for HTTP/1.0, too, and says a trailer's field in the header where there are no trailers.
		if path != "/trailer" {
			all = append(all, []string{"HEAD " + path + " HTTP/1.1\r\nHost: h\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\n\r\n"})
			if path != "/early" && path != "/closes" {
				all = append(all, []string{"GET " + path + " HTTP/1.0\r\n\r\n"})
			}
		}
	}
	for _, one := range []string{
		"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
		"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\nabc\r\n0\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 7\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
		"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n",
		"POST /short HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET http://other/short?x=1 HTTP/1.1\r\nHost: h\r\n\r\n",
	} {
		all = append(all, []string{one, "GET /short HTTP/1.1\r\nHost: h\r\n\r\n"})
	}
	for _, last := range []string{
		"POST /short HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\nExpect: more\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
		"GET /short HTTP/1.1\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", "GET /short HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /short HTTP/2.0\r\n\r\n",
		"GET /short HTTP/1.1\r\nHost: h\r\nbad name: x\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\n X: a\r\n\r\n",
		"GET /short HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", "GET /short HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", "GET /short\r\n\r\n", "\r\n\r\n", "G",
		"GET /short HTTP/1.1\r\nHost: h\r\nX: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", "G\u00e4T / HTTP/1.1\r\nHost: h\r\n\r\n", "GET /sh ort HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /\x7f HTTP/1.1\r\nHost: h\r\n\r\n", "CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n",
	} {
		all = append(all, []string{last})
	}
	return all
}

// What net/http's server says, this one says.
func TestLikeNetHTTP(t *testing.T) {
	a, b := own(mux), standard(mux)
	for _, asked := range requests() {
		raw := strings.Join(asked, "")
		var methods []string
		for _, one := range asked {
			m, _, _ := strings.Cut(one, " ")
			methods = append(methods, m)
		}
		got, want := answers(a.said(t, raw), methods), answers(b.said(t, raw), methods)
		if !slices.Equal(got, want) {
			t.Errorf("to %.120q:\n got %.400q\nwant %.400q", raw, got, want)
		}
	}
}

// looseClose is what net/http takes for "close" though it stands within another word of Connection.
var looseClose = regexp.MustCompile(`(?i)connection[^\n]*close`)

// What is no request, neither takes for one, and what is one, both read as the same.
func FuzzLikeNetHTTP(f *testing.F) {
	for _, asked := range requests() {
		if raw := strings.Join(asked, ""); len(raw) < 1000 {
			f.Add([]byte(raw))
		}
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		if r.Host == "" { // net/http takes an empty one
			c, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				panic(err)
			}
			defer c.Close()
			io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		fmt.Fprintf(w, "%s %q %d %v %q %q %v", r.Method, body, r.ContentLength, r.TransferEncoding, r.Host, r.RequestURI, r.Header)
	})
	a, b := own(h), standard(h)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if bytes.Contains(raw, []byte("HTTP/1.0")) || bytes.Contains(raw, []byte("PRI ")) || bytes.Contains(raw, []byte("HEAD ")) || looseClose.Match(raw) {
			return // these end a connection here, are what net/http takes for what follows them, and have answers without bodies
		}
		methods := []string{"POST", "POST", "POST", "POST"} // a HEAD's answer is read as it is, by both
		got, want := answers(a.said(t, string(raw)), methods), answers(b.said(t, string(raw)), methods)
		if last := len(got) - 1; last > 0 && len(want) == last && got[last] == "HTTP/1.1 400" {
			got = got[:last] // net/http says nothing to less than four bytes at the end
		}
		if len(got) == 1 && len(want) == 1 && got[0] == "HTTP/1.1 400" && strings.HasPrefix(want[0], "HTTP/1.1 417") {
			return // it expects something, and has no host
		}
		if !slices.Equal(got, want) {
			t.Errorf("to %q:\n got %q\nwant %q", raw, got, want)
		}
	})
}

// A client that has gone ends what is done for it, once the server is told.
func TestQuit(t *testing.T) {
	began, ended := make(chan struct{}), make(chan struct{})
	s := &http1.Server{HeadTime: time.Minute, IdleTime: time.Minute, HeadBytes: 1 << 10, Log: slog.New(slog.DiscardHandler), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(began)
		<-r.Context().Done()
		close(ended)
	})}
	client, conn := pair(t)
	defer client.Close()
	c := s.New(context.Background(), conn)
	go c.Serve()
	io.WriteString(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	<-began
	c.Quit()
	<-ended
}

// A request's context has the connection's values, and ends with the request.
func TestContext(t *testing.T) {
	type key struct{}
	var ctx context.Context
	s := &http1.Server{HeadTime: time.Minute, IdleTime: time.Minute, HeadBytes: 1 << 10, Log: slog.New(slog.DiscardHandler), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx = r.Context()
		fmt.Fprintf(w, "%v %v %t", ctx.Value(key{}), ctx.Err(), r.RemoteAddr != "")
	})}
	client, conn := pair(t)
	defer client.Close()
	done := make(chan struct{})
	go func() { s.New(context.WithValue(context.Background(), key{}, "value"), conn).Serve(); close(done) }()
	io.WriteString(client, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	if all, err := io.ReadAll(client); err != nil || !strings.HasSuffix(string(all), "value <nil> true") {
		t.Errorf("got %q, %v", all, err)
	}
	<-done
	if ctx.Err() == nil {
		t.Error("the context goes on behind the request")
	}
}

// Heads and waiting have their times.
func TestTimes(t *testing.T) {
	for _, c := range []struct {
		send string
		want time.Duration
	}{{"", 10 * time.Second}, {"GET / HT", 10 * time.Second}, {"GET / HTTP/1.1\r\nHost: h\r\n\r\n", time.Minute}, {"GET / HTTP/1.1\r\nHost: h\r\n\r\nGET", 10 * time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			s := own(mux)
			client, conn := net.Pipe()
			began := time.Now()
			go s.serve(conn)
			go io.WriteString(client, c.send)
			io.Copy(io.Discard, client)
			if took := time.Since(began); took != c.want {
				t.Errorf("%q: it ended after %s, want %s", c.send, took, c.want)
			}
		})
	}
}

// Shutdown ends connections that wait, has the others say that they end, and takes no more.
func TestShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		under, finish := make(chan struct{}), make(chan struct{})
		s := own(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/waits" {
				close(under)
				<-finish
			}
			w.Header().Set("Content-Type", "text/plain")
		}))
		idle, conn := net.Pipe()
		go s.serve(conn)
		io.WriteString(idle, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
		if r, err := http.ReadResponse(bufio.NewReader(idle), nil); err != nil || r.Close {
			t.Fatalf("got %v, %v", r, err)
		}
		busy, conn := net.Pipe()
		go s.serve(conn)
		io.WriteString(busy, "GET /waits HTTP/1.1\r\nHost: h\r\n\r\n")
		<-under
		done := make(chan struct{})
		go func() { s.stop(t.Context()); close(done) }()
		if n, err := io.Copy(io.Discard, idle); n > 0 || err != nil {
			t.Errorf("the idle one: got %d, %v", n, err)
		}
		late, conn := net.Pipe()
		go s.serve(conn)
		if n, err := io.Copy(io.Discard, late); n > 0 || err != nil {
			t.Errorf("the late one: got %d, %v", n, err)
		}
		select {
		case <-done:
			t.Error("it did not wait for the request under way")
		default:
		}
		close(finish)
		if r, err := http.ReadResponse(bufio.NewReader(busy), nil); err != nil || r.StatusCode != 200 {
			t.Errorf("the busy one: got %v, %v", r, err)
		}
		<-done
	})
}

// What does not end is ended with Shutdown's context.
func TestShutdownHard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := own(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		client, conn := net.Pipe()
		go s.serve(conn)
		io.WriteString(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		s.stop(ctx)
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("it took %s", took)
		}
		io.Copy(io.Discard, client)
	})
}

func BenchmarkShort(b *testing.B) {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Content-Type"] = []string{"text/plain"}
		io.WriteString(w, "hello")
	})
	for name, s := range map[string]server{"own": own(h), "net-http": standard(h)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(p *testing.PB) {
				client, conn := pair(b)
				defer client.Close()
				go s.serve(conn)
				in := bufio.NewReader(client)
				for p.Next() {
					io.WriteString(client, "GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n")
					r, err := http.ReadResponse(in, nil)
					if err != nil {
						b.Fatal(err)
					}
					io.Copy(io.Discard, r.Body)
				}
			})
		})
	}
}
