package proxy

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	tlscreds "google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"berth/gateway/manifest"
	"berth/shared/wire"
)

type text = wrapperspb.StringValue

// calls are what a service of gRPC tells of those that wait.
type calls struct {
	arrived chan time.Duration // how long it may take
	ended   chan error
}

func (c *calls) wait(ctx context.Context) error {
	left := time.Duration(0)
	if at, ok := ctx.Deadline(); ok {
		left = time.Until(at)
	}
	c.arrived <- left
	<-ctx.Done()
	c.ended <- ctx.Err()
	return status.FromContextError(ctx.Err()).Err()
}

// newCalls serves gRPC, and gives the address.
func newCalls(t *testing.T) (*calls, string) {
	t.Helper()
	c := &calls{make(chan time.Duration, 1), make(chan error, 1)}
	s := grpc.NewServer()
	s.RegisterService(&grpc.ServiceDesc{
		ServiceName: "test.Echo", HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{{MethodName: "One", Handler: func(_ any, ctx context.Context, read func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			var in text
			if err := read(&in); err != nil {
				return nil, err
			}
			md, _ := metadata.FromIncomingContext(ctx)
			switch in.Value {
			case "fail":
				return nil, status.Error(codes.FailedPrecondition, "not now: ü")
			case "wait":
				return nil, c.wait(ctx)
			}
			grpc.SetHeader(ctx, metadata.Pairs("x-head", "h"))
			grpc.SetTrailer(ctx, metadata.Pairs("x-tail", "t", "x-tail-bin", "\x00\xff"))
			return wrapperspb.String(strings.ToUpper(in.Value) + strings.Join(md["x-from"], "") + strings.Join(md["cookie"], "")), nil
		}}},
		Streams: []grpc.StreamDesc{
			{StreamName: "Up", ClientStreams: true, Handler: func(_ any, s grpc.ServerStream) error {
				n := 0
				for {
					var in text
					if err := s.RecvMsg(&in); err == io.EOF {
						return s.SendMsg(wrapperspb.String(fmt.Sprint(n)))
					} else if err != nil {
						return err
					}
					n += len(in.Value)
				}
			}},
			{StreamName: "Down", ServerStreams: true, Handler: func(_ any, s grpc.ServerStream) error {
				var in text
				if err := s.RecvMsg(&in); err != nil {
					return err
				}
				for i := range 100 {
					if err := s.SendMsg(wrapperspb.String(fmt.Sprint(in.Value, i))); err != nil {
						return err
					}
				}
				return status.Error(codes.DataLoss, "that is all")
			}},
			{StreamName: "Both", ClientStreams: true, ServerStreams: true, Handler: func(_ any, s grpc.ServerStream) error {
				for {
					var in text
					if err := s.RecvMsg(&in); err == io.EOF {
						s.SetTrailer(metadata.Pairs("x-tail", "both"))
						return nil
					} else if err != nil {
						return err
					}
					if in.Value == "wait" {
						return c.wait(s.Context())
					}
					if err := s.SendMsg(wrapperspb.String("re: " + in.Value)); err != nil {
						return err
					}
				}
			}},
		},
	}, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(l)
	t.Cleanup(s.Stop)
	return c, l.Addr().String()
}

// newGRPC is a house whose service speaks gRPC, and a client through the gateway, over TLS.
func newGRPC(t *testing.T, change ...func(*Config)) (*house, *calls, *grpc.ClientConn) {
	t.Helper()
	change = append(change, func(c *Config) {
		c.Orders = speaking{c.Orders.(*house), manifest.Service{Name: "web", Port: 50051, Protocol: manifest.H2C}}
	})
	h, _ := newHouse(t, func(http.ResponseWriter, *http.Request) {}, change...)
	c, addr := newCalls(t)
	h.addr = addr
	front := httptest.NewUnstartedServer(h.proxy)
	front.EnableHTTP2 = true
	front.StartTLS()
	t.Cleanup(front.Close)
	client, err := grpc.NewClient("passthrough:///"+front.Listener.Addr().String(), grpc.WithAuthority("web-1.n1.localhost"),
		grpc.WithTransportCredentials(tlscreds.NewTLS(&tls.Config{InsecureSkipVerify: true})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return h, c, client
}

// visiting is the context of a client with the cookie.
func visiting(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	return metadata.AppendToOutgoingContext(ctx, "cookie", Cookie+"="+cookie, "x-from", "!"), cancel
}

func TestGRPCUnary(t *testing.T) {
	h, _, client := newGRPC(t)
	ctx, cancel := visiting(t)
	defer cancel()
	var out text
	var head, tail metadata.MD
	if err := client.Invoke(ctx, "/test.Echo/One", wrapperspb.String("hello"), &out, grpc.Header(&head), grpc.Trailer(&tail)); err != nil {
		t.Fatal(err)
	}
	if out.Value != "HELLO!" || fmt.Sprint(head["x-head"], tail["x-tail"]) != "[h] [t]" || len(tail["x-tail-bin"]) != 1 || tail["x-tail-bin"][0] != "\x00\xff" {
		t.Errorf("got %q, %v, %v", out.Value, head, tail)
	}
	err := client.Invoke(ctx, "/test.Echo/One", wrapperspb.String("fail"), &out)
	if s := status.Convert(err); s.Code() != codes.FailedPrecondition || s.Message() != "not now: ü" {
		t.Errorf("got %v", err)
	}
	if err := client.Invoke(ctx, "/test.Echo/None", wrapperspb.String(""), &out); status.Code(err) != codes.Unimplemented {
		t.Errorf("a method that is not there: %v", err)
	}
	if err := client.Invoke(t.Context(), "/test.Echo/One", wrapperspb.String(""), &out); status.Code(err) != codes.Unauthenticated {
		t.Errorf("without the cookie: %v", err)
	}
	large := strings.Repeat("x", 3<<20)
	before := h.meter.Load()
	if err := client.Invoke(ctx, "/test.Echo/One", wrapperspb.String(large), &out); err != nil || len(out.Value) != len(large)+1 {
		t.Errorf("a large one: %d, %v", len(out.Value), err)
	}
	if moved := h.meter.Load() - before; moved < 6<<20 || moved > 8<<20 {
		t.Errorf("of 6 MiB %d bytes were counted", moved)
	}
}

func TestGRPCStreams(t *testing.T) {
	_, _, client := newGRPC(t)
	ctx, cancel := visiting(t)
	defer cancel()
	open := func(name string) grpc.ClientStream {
		s, err := client.NewStream(ctx, &grpc.StreamDesc{ClientStreams: name != "Down", ServerStreams: name != "Up"}, "/test.Echo/"+name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	send := func(s grpc.ClientStream, value string) {
		if err := s.SendMsg(wrapperspb.String(value)); err != nil {
			t.Fatal(err)
		}
	}
	var out text
	up := open("Up")
	for range 100 {
		send(up, "0123456789")
	}
	up.CloseSend()
	if err := up.RecvMsg(&out); err != nil || out.Value != "1000" {
		t.Errorf("up: %q, %v", out.Value, err)
	}
	down := open("Down")
	send(down, "n")
	down.CloseSend()
	for i := range 100 {
		if err := down.RecvMsg(&out); err != nil || out.Value != fmt.Sprint("n", i) {
			t.Fatalf("down: %q, %v", out.Value, err)
		}
	}
	if err := down.RecvMsg(&out); status.Code(err) != codes.DataLoss {
		t.Errorf("down, in the end: %v", err)
	}
	both := open("Both")
	for i := range 20 {
		send(both, fmt.Sprint(i))
		if err := both.RecvMsg(&out); err != nil || out.Value != fmt.Sprint("re: ", i) {
			t.Fatalf("both: %q, %v", out.Value, err)
		}
	}
	both.CloseSend()
	if err := both.RecvMsg(&out); err != io.EOF || fmt.Sprint(both.Trailer()["x-tail"]) != "[both]" {
		t.Errorf("both, in the end: %v, %v", err, both.Trailer())
	}
}

// TestGRPCEnds: a deadline, a client that leaves, and an order that ends, are the service's to see.
func TestGRPCEnds(t *testing.T) {
	h, calls, client := newGRPC(t)
	var out text
	ctx, cancel := visiting(t)
	defer cancel()
	short, stop := context.WithTimeout(ctx, 300*time.Millisecond)
	defer stop()
	if err := client.Invoke(short, "/test.Echo/One", wrapperspb.String("wait"), &out); status.Code(err) != codes.DeadlineExceeded {
		t.Errorf("a deadline: %v", err)
	}
	if left := <-calls.arrived; left <= 0 || left > 300*time.Millisecond {
		t.Errorf("the service had %s", left)
	}
	if err := <-calls.ended; err == nil {
		t.Error("it goes on at the service")
	}
	leaving, leave := context.WithCancel(ctx)
	go func() {
		<-calls.arrived
		leave()
	}()
	if err := client.Invoke(leaving, "/test.Echo/One", wrapperspb.String("wait"), &out); status.Code(err) != codes.Canceled {
		t.Errorf("a client that leaves: %v", err)
	}
	if err := <-calls.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("at the service: %v", err)
	}
	s, err := client.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, "/test.Echo/Both")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SendMsg(wrapperspb.String("wait")); err != nil {
		t.Fatal(err)
	}
	<-calls.arrived
	h.set(wire.PhaseEnded)
	h.proxy.lookThrough(time.Now())
	if err := s.RecvMsg(&out); err == nil || ctx.Err() != nil {
		t.Errorf("an order that ends: %v", err)
	}
	if err := <-calls.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("at the service: %v", err)
	}
}

// TestH2C: a client that speaks HTTP/1.1 is served by a service that speaks HTTP/2 alone.
func TestH2C(t *testing.T) {
	up := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/hints":
			w.Header().Set("Link", "</x>")
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusNoContent)
			return
		case "/away":
			http.Redirect(w, r, "http://localhost:8080/there", http.StatusFound)
			return
		}
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Trailer", "X-Sum")
		fmt.Fprintf(w, "%s %s %s %s %s %s", r.Proto, r.Method, r.Host, r.Header.Get("X-Forwarded-Proto"), r.Header.Get("Cookie"), body)
		w.Header().Set("X-Sum", "7")
		w.Header().Set(http.TrailerPrefix+"Set-Cookie", "a=b")
	}))
	up.Config.Protocols = new(http.Protocols)
	up.Config.Protocols.SetUnencryptedHTTP2(true)
	up.Start()
	t.Cleanup(up.Close)
	h, do := newHouse(t, func(http.ResponseWriter, *http.Request) {}, func(c *Config) {
		c.Orders = speaking{c.Orders.(*house), manifest.Service{Name: "web", Port: 8080, Protocol: manifest.H2C}}
	})
	h.addr = up.Listener.Addr().String()
	resp := do("GET", "/", pass...)
	body, err := io.ReadAll(resp.Body)
	if want := "HTTP/2.0 GET web-1.n1.localhost https  "; err != nil || string(body) != want || resp.ProtoMajor != 1 {
		t.Errorf("got %q in %s, %v, want %q", body, resp.Proto, err, want)
	}
	if resp.Trailer.Get("X-Sum") != "7" || resp.Trailer.Get("Set-Cookie") != "" {
		t.Errorf("trailers %v", resp.Trailer)
	}
	if resp = do("GET", "/hints", pass...); resp.StatusCode != http.StatusNoContent {
		t.Errorf("behind a hint: %s", resp.Status)
	}
	if resp = do("GET", "/away", pass...); resp.Header.Get("Location") != "https://web-1.n1.localhost/there" {
		t.Errorf("away to %q", resp.Header.Get("Location"))
	}
	resp = do("OPTIONS", "/", "Origin", "https://api-1.n1.localhost", "Access-Control-Request-Method", "PUT", "Sec-Fetch-Site", "same-site")
	if got := resp.Header.Get("Access-Control-Allow-Origin"); resp.StatusCode != http.StatusOK || got != "https://api-1.n1.localhost" {
		t.Errorf("a preflight: %s, %q", resp.Status, got)
	}
	if h.meter.Load() == 0 {
		t.Error("nothing was counted")
	}
	h.addr = "127.0.0.1:1"
	h.proxy.Close()
	if resp = do("GET", "/", pass...); resp.StatusCode != http.StatusBadGateway {
		t.Errorf("that is not there: %s", resp.Status)
	}
}
