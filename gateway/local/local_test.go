package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Images that only these tests have: one that ends at once, one that ends when asked to.
var testImages = map[string]image{
	"berth/hello": hello, "berth/echo": echo, "berth/notes": notes,
	"test/mute":  func(settings) (http.Handler, error) { select {} },
	"test/crash": func(settings) (http.Handler, error) { return nil, errors.New("no database to speak to") },
	"test/env": func(s settings) (http.Handler, error) {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/die":
				os.Exit(3)
			case "/kill":
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
			case "/print":
				os.Stdout.WriteString(r.URL.Query().Get("text"))
			}
			fmt.Fprintln(w, os.Getpid(), strings.Join(os.Environ(), " "))
		}), nil
	},
}

func TestMain(m *testing.M) {
	runAsService(testImages)
	if dir := os.Getenv("BERTH_TEST_PARENT"); dir != "" {
		parent(dir)
	}
	os.Exit(m.Run())
}

// parent is a process with one service, for a test that kills it. It prints the service's process id.
func parent(dir string) {
	r, err := New(dir, resource.Resources{}, slog.Default())
	if err != nil {
		panic(err)
	}
	r.images = append(r.images, "test/env")
	ready := make(chan bool)
	r.Observe(func(e cluster.Event) {
		if e.Phase == wire.PhaseReady {
			close(ready)
		}
	}, func(cluster.Happening) {})
	if err := r.Apply(context.Background(), clustertest.Workload(1, 1, "test/env")); err != nil {
		panic(err)
	}
	<-ready
	c := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.Dial(ctx, 1, "web") }}}
	resp, err := c.Get("http://web/")
	if err != nil {
		panic(err)
	}
	io.Copy(os.Stdout, resp.Body)
	select {}
}

func TestServicesEndWithAKilledGateway(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BERTH_TEST_PARENT="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	clustertest.Until(t, 5*time.Second, fmt.Sprintf("process %d ends with its gateway", pid), func() bool {
		// One that nobody has waited for yet is dead all the same.
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		return err != nil || strings.Contains(string(status), "State:\tZ")
	})
}

func open(t *testing.T, dir string) *Runtime {
	t.Helper()
	r, err := New(dir, resource.Resources{}, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	r.images = append(r.images, "test/crash", "test/env", "test/mute")
	r.env = []string{"GORACE=atexit_sleep_ms=0"} // the race detector waits a second else
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func TestContract(t *testing.T) {
	var options []clustertest.Option
	if runtime.GOOS != "linux" {
		options = append(options, clustertest.Lacks(clustertest.Uses, "only Linux is asked what a process uses"))
	}
	clustertest.Run(t, "berth/hello", func(t *testing.T) cluster.Cluster { return open(t, t.TempDir()) }, options...)
}

func TestUnknownImage(t *testing.T) {
	r := open(t, t.TempDir())
	err := r.Apply(t.Context(), clustertest.Workload(1, 1, "nginx"))
	var p *problem.Problem
	if !errors.As(err, &p) || p.Code != problem.UnknownImage || !errors.Is(err, cluster.ErrImage) {
		t.Errorf("got %v, want %s", err, problem.UnknownImage)
	}
}

func TestCrashLoopIsReportedWithItsLastLines(t *testing.T) {
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, func(cluster.Happening) {})
	if err := r.Apply(t.Context(), clustertest.Workload(1, 1, "test/crash")); err != nil {
		t.Fatal(err)
	}
	e := l.Await(t, 1, 1, wire.PhaseFailed)
	if !strings.Contains(string(e.Text), "no database to speak to") {
		t.Errorf("got %q", e.Text)
	}
}

func TestProcessIsRestartedAndCleanOfTheGatewaysEnvironment(t *testing.T) {
	t.Setenv("BERTH_OPERATOR_KEY", "do not leak")
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, func(cluster.Happening) {})
	if err := r.Apply(t.Context(), clustertest.Workload(1, 1, "test/env")); err != nil {
		t.Fatal(err)
	}
	l.Await(t, 1, 1, wire.PhaseReady)
	_, first := clustertest.Get(t, r, 1, "/")
	if strings.Contains(first, "do not leak") || strings.Contains(first, "HOME=") || !strings.Contains(first, "GOMEMLIMIT=64MiB") {
		t.Errorf("environment: %s", first)
	}
	l.Forget()
	c := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.Dial(ctx, 1, "web") }}}
	if resp, err := c.Get("http://web/die"); err == nil {
		resp.Body.Close()
		t.Fatal("it did not die")
	}
	l.Await(t, 1, 1, wire.PhaseReady)
	if _, second := clustertest.Get(t, r, 1, "/"); strings.Fields(second)[0] == strings.Fields(first)[0] {
		t.Error("it is the same process")
	}
}

func TestNotesSurviveARestartOfTheRuntime(t *testing.T) {
	dir := t.TempDir()
	const hostile = `<script>alert(1)</script>&"quotes"`
	post := func(r *Runtime, path string, form url.Values) int {
		c := http.Client{
			Transport:     &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.Dial(ctx, 1, "web") }},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
		defer c.CloseIdleConnections()
		resp, err := c.PostForm("http://web"+path, form)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	for run := range 2 {
		r := open(t, dir)
		l := &clustertest.Log{}
		r.Observe(l.Note, func(cluster.Happening) {})
		if err := r.Apply(t.Context(), clustertest.Workload(1, 1, "berth/notes")); err != nil {
			t.Fatal(err)
		}
		l.Await(t, 1, 1, wire.PhaseReady)
		if run == 0 {
			if code := post(r, "/notes", url.Values{"text": {hostile}}); code != 303 {
				t.Fatalf("create: %d", code)
			}
			if code := post(r, "/notes", url.Values{"text": {strings.Repeat("x", maxNote+1)}}); code != 422 {
				t.Errorf("too long: got %d, want 422", code)
			}
		}
		_, page := clustertest.Get(t, r, 1, "/")
		if strings.Contains(page, "<script>alert") || !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
			t.Errorf("run %d: the note is not there as text: %s", run, page)
		}
		if run == 1 {
			_, id, _ := strings.Cut(page, `action="/notes/`)
			id, _, _ = strings.Cut(id, "/delete")
			if code := post(r, "/notes/"+id+"/delete", nil); code != 303 {
				t.Errorf("delete: %d", code)
			}
			if _, page := clustertest.Get(t, r, 1, "/"); strings.Contains(page, "alert(1)") {
				t.Error("the note is still there")
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNotesKeepToTheDisk(t *testing.T) {
	h, err := notes(settings{Disk: t.TempDir(), DiskBytes: 200, Env: map[string]string{"TITLE": "<b>"}})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/notes", strings.NewReader(url.Values{"text": {strings.Repeat("y", 300)}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 507 || !strings.Contains(w.Body.String(), "&lt;b&gt;") || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("got %d %s", w.Code, w.Header())
	}
	r = httptest.NewRequest("POST", "/notes", strings.NewReader("text=x"))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 403 {
		t.Errorf("from another site: got %d, want 403", w.Code)
	}
}

func TestChildEndsWithItsInput(t *testing.T) {
	in, out := io.Pipe()
	done := make(chan error, 1)
	socket := t.TempDir() + "/s"
	go func() { done <- serve(testImages, in) }()
	fmt.Fprintf(out, `{"image":"berth/hello","socket":%q,"orderId":1}`+"\n", socket)
	clustertest.Until(t, 5*time.Second, "it answers", func() bool {
		c, err := net.Dial("unix", socket)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	out.Close()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on without its parent")
	}
}

// TestH2C: what is built in is reached by HTTP/2, too, for services whose files say so.
func TestH2C(t *testing.T) {
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, func(cluster.Happening) {})
	w := clustertest.Workload(1, 1, "berth/hello")
	w.Manifest.Services[0].Protocol = manifest.H2C
	if err := r.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	l.Await(t, 1, 1, wire.PhaseReady)
	tr := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.Dial(ctx, 1, "web") }, Protocols: new(http.Protocols)}
	tr.Protocols.SetUnencryptedHTTP2(true)
	defer tr.CloseIdleConnections()
	resp, err := (&http.Client{Transport: tr, Timeout: 5 * time.Second}).Get("http://web/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.ProtoMajor != 2 || resp.StatusCode != http.StatusOK {
		t.Errorf("got %s %s", resp.Proto, resp.Status)
	}
	if code, _ := clustertest.Get(t, r, 1, "/"); code != http.StatusOK {
		t.Errorf("and by HTTP/1.1: %d", code)
	}
}
