package kube

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/shared/wire"
)

func TestNoShell(t *testing.T) {
	for message, want := range map[string]bool{
		`error executing command in container: failed to exec in container: failed to start exec "x": OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown`: true,
		`exec: "/bin/sh": executable file not found in $PATH`: true,
		"command terminated with exit code 127":               false,
		"connection refused":                                  false,
	} {
		if got := noShell(message); got != want {
			t.Errorf("%s: got %t", message, got)
		}
	}
}

// TestShellOnCluster: a shell has no more rights than the service, and nothing is left of it.
func TestShellOnCluster(t *testing.T) {
	c := onCluster(t, kubeconfig(t))
	var l clustertest.Log
	c.Observe(l.Note, l.Happen)
	for id, image := range map[int]string{7: "berth/shell", 8: "berth/hello"} {
		w := clustertest.Workload(7, 1, image)
		if w.Order = 7; id == 8 {
			w.Order = 8
		}
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		l.Await(t, w.Order, 1, wire.PhaseReady)
	}
	size := make(chan cluster.Size, 1)
	size <- cluster.Size{Columns: 80, Rows: 24}

	t.Run("rights", func(t *testing.T) {
		var out output
		in, typed := io.Pipe()
		go io.WriteString(typed, "cat /proc/1/status >/tmp/one; grep -E '^(Uid|Gid|Cap|NoNewPrivs|Seccomp)' /tmp/one >/tmp/two; grep -E '^(Uid|Gid|Cap|NoNewPrivs|Seccomp)' /proc/self/status >/tmp/three\n"+
			"cat /tmp/three; [ \"$(cat /tmp/two)\" = \"$(cat /tmp/three)\" ] && echo the same as the service; echo $TERM; exit 5\n")
		code, err := c.Shell(t.Context(), 7, "web", cluster.Terminal{In: in, Out: &out, Sizes: size})
		if err != nil || code != 5 {
			t.Errorf("got %d %v", code, err)
		}
		for _, want := range []string{"\nthe same as the service", "\nxterm-256color", "Uid:\t10001\t10001\t10001\t10001", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1"} {
			if !strings.Contains(strings.ReplaceAll(out.String(), "\r", ""), want) {
				t.Errorf("no %q in %s", want, out.String())
			}
		}
	})
	t.Run("nothing is left", func(t *testing.T) {
		for _, hangUp := range []bool{true, false} {
			ctx, cancel := context.WithCancel(t.Context())
			in, typed := io.Pipe()
			var out output
			done := make(chan error, 1)
			go func() {
				_, err := c.Shell(ctx, 7, "web", cluster.Terminal{In: in, Out: &out, Sizes: make(chan cluster.Size)})
				done <- err
			}()
			io.WriteString(typed, "echo $((40+2)); sleep 98765\n")
			for end := time.Now().Add(10 * time.Second); !strings.Contains(out.String(), "42") || processes(t, "98765") == 0; time.Sleep(20 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatalf("it says %q", out.String())
				}
			}
			if hangUp {
				typed.Close()
			} else {
				cancel()
			}
			if err := <-done; hangUp != (err == nil) {
				t.Errorf("hang up %t: %v", hangUp, err)
			}
			cancel()
			for end := time.Now().Add(5 * time.Second); processes(t, "98765") > 0; time.Sleep(20 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatalf("hang up %t: a process is left of it", hangUp)
				}
			}
		}
	})
	t.Run("an image without one", func(t *testing.T) {
		in, typed := io.Pipe()
		defer typed.Close()
		_, err := c.Shell(t.Context(), 8, "web", cluster.Terminal{In: in, Out: io.Discard, Sizes: size})
		if !errors.Is(err, cluster.ErrNoShell) || !strings.Contains(err.Error(), "no /bin/sh") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a screen that is gone", func(t *testing.T) {
		gone := errors.New("gone")
		in, typed := io.Pipe()
		defer typed.Close()
		_, err := c.Shell(t.Context(), 7, "web", cluster.Terminal{In: in, Out: broken{gone}, Sizes: size})
		if !errors.Is(err, gone) {
			t.Errorf("got %v", err)
		}
	})
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

// output is what is shown. It is safe for concurrent use.
type output struct {
	mu sync.Mutex
	b  strings.Builder
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// processes counts those of this machine that have an argument: the cluster's containers are processes of it.
func processes(t *testing.T, arg string) int {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		if raw, err := os.ReadFile(f); err == nil && strings.Contains(string(raw), "\x00"+arg+"\x00") {
			n++
		}
	}
	return n
}
