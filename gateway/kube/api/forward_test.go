package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/streaming/pkg/httpstream"
	"k8s.io/streaming/pkg/httpstream/spdy"
)

// kubelet stands in for an API server with a pod behind it that does to each connection what a test says.
func kubelet(t *testing.T, pod func(port string, data, failed httpstream.Stream)) *Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v1/namespaces/space/pods/pod/portforward" || r.Method != http.MethodPost {
			http.Error(w, "no such pod", http.StatusNotFound) // as to WebSocket by an API server that does not know of it
			return
		}
		if _, err := httpstream.Handshake(r, w, []string{"portforward.k8s.io"}); err != nil {
			t.Error(err)
			return
		}
		streams := make(chan httpstream.Stream, 2)
		link := spdy.NewResponseUpgrader().UpgradeResponse(w, r, func(s httpstream.Stream, _ <-chan struct{}) error {
			streams <- s
			return nil
		})
		if link == nil {
			return
		}
		defer link.Close()
		failed, data := <-streams, <-streams
		if failed.Headers().Get(corev1.StreamType) != corev1.StreamTypeError {
			failed, data = data, failed
		}
		pod(data.Headers().Get(corev1.PortHeader), data, failed)
		<-link.CloseChan()
	}))
	t.Cleanup(server.Close)
	c, err := New(&rest.Config{Host: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestForward: bytes go both ways, halves end one after the other, deadlines hold, and a port that is nobody's ends the connection.
func TestForward(t *testing.T) {
	c := kubelet(t, func(port string, data, failed httpstream.Stream) {
		failed2 := port == "81"
		if failed2 {
			io.WriteString(failed, "connection refused")
		}
		failed.Close()
		if failed2 {
			return
		}
		all, _ := io.ReadAll(data)
		data.Write(append([]byte(port+" "), bytes.ToUpper(all)...))
		data.Close()
	})
	conn, err := c.Forward(t.Context(), "space", "pod", 80)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(-time.Second))
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("a read past its deadline does not end")
	}
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(conn, "across"); err != nil {
		t.Fatal(err)
	}
	if err := conn.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(conn); err != nil || string(got) != "80 ACROSS" {
		t.Errorf("got %q %v", got, err)
	}

	nobody, err := c.Forward(t.Context(), "space", "pod", 81)
	if err != nil {
		t.Fatal(err)
	}
	defer nobody.Close()
	nobody.SetDeadline(time.Now().Add(20 * time.Second))
	if n, err := nobody.Read(make([]byte, 1)); n > 0 || !errors.Is(err, io.EOF) {
		t.Errorf("a port that is nobody's: %d %v, want its end", n, err)
	}
	if _, err := c.Forward(t.Context(), "space", "other", 80); err == nil {
		t.Error("a pod that is not there is connected to")
	}
}

// TestForwardBounded: connections through the API server are counted, also those that nobody waits for any more, and given back.
func TestForwardBounded(t *testing.T) {
	hold := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-hold }))
	defer server.Close()
	c, err := New(&rest.Config{Host: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	core := c.Plain
	f := &forwarder{&rest.Config{Host: server.URL}, make(chan struct{}, 1)}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	ask := func(ctx context.Context) error {
		_, err := f.open(ctx, core.Post().Namespace("space").Resource("pods").Name("pod").SubResource("portforward"), 80)
		return err
	}
	if err := ask(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("an API server that does not answer: %v", err)
	}
	if err := ask(t.Context()); !errors.Is(err, ErrForwards) {
		t.Errorf("one more: %v, want %v", err, ErrForwards)
	}
	close(hold)
	f.room <- struct{}{} // the place is given back
}
