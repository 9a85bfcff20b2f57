package e2e

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/e2e/rig"
)

// demo is the program that `make demo` starts, on ports and a state folder of its own.
type demo struct {
	dir  string // state folder
	app  string // URL of the app
	rpc  string // URL of the chain
	port int    // of the first gateway
	bin  string
	args []string
	cmd  *exec.Cmd
	done chan error
	log  *rig.Tail
}

// build compiles the demo once for all tests.
var build = program("demo", "./demo")

// program compiles one of the project's programs, once.
func program(name, source string) func() (path string, err error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := os.MkdirTemp("", "berth-e2e-")
		if err != nil {
			return "", err
		}
		bin := filepath.Join(dir, name)
		cmd := exec.Command("go", "build", "-o", bin, source)
		cmd.Dir, cmd.Env = "..", append(os.Environ(), "CGO_ENABLED=0") // as make builds it, though tests for races need C
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("build %s: %w\n%s", name, err, out)
		}
		return bin, nil
	})
}

// startDemo starts a demo in a folder and waits until it answers.
func startDemo(t *testing.T, dir string, args ...string) *demo {
	t.Helper()
	bin, err := build()
	if err != nil {
		t.Fatal(err)
	}
	site, err := filepath.Abs(cmp.Or(os.Getenv("BERTH_SITE"), "../dist/site"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(site, "index.html")); err != nil {
		t.Fatalf("the site is not built: run `make site` first (%v)", err)
	}
	ports := rig.FreePorts(t, 5)
	d := &demo{
		dir: dir, app: fmt.Sprintf("http://localhost:%d", ports[0]), rpc: fmt.Sprintf("http://127.0.0.1:%d", ports[1]), port: ports[2],
		bin: bin, log: &rig.Tail{},
	}
	// What the platform rents by itself is tried where it is meant to be: it would be in the way of counts elsewhere.
	d.args = append([]string{
		"--certify-every", "0s",
		"--state", dir, "--site", site, "--listen", "localhost:" + strconv.Itoa(ports[0]), "--rpc-listen", "localhost:" + strconv.Itoa(ports[1]),
		"--gateway-ports", fmt.Sprintf("%d,%d,%d", ports[2], ports[3], ports[4]),
	}, args...)
	t.Cleanup(func() {
		d.stop(t, syscall.SIGTERM)
		if t.Failed() {
			t.Logf("the demo's log:\n%s", d.log)
		}
	})
	d.again(t)
	return d
}

// again starts the demo that has ended, with the same folder and ports, and waits until it answers.
func (d *demo) again(t *testing.T) {
	t.Helper()
	d.cmd, d.done = exec.Command(d.bin, d.args...), make(chan error, 1)
	d.cmd.Stdout, d.cmd.Stderr = d.log, d.log
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	cmd, done := d.cmd, d.done
	go func() { done <- cmd.Wait() }()
	rig.Within(t, 90*time.Second, "the demo is ready", func() error {
		select {
		case err := <-d.done:
			d.done <- err
			t.Fatalf("the demo ended before it was ready: %v\n%s", err, d.log)
		default:
		}
		return rig.Ready(d.app)
	})
}

// stop ends the demo with a signal and waits.
func (d *demo) stop(t *testing.T, sig syscall.Signal) {
	t.Helper()
	select {
	case err := <-d.done: // it has ended already
		d.done <- err
		return
	default:
	}
	if err := d.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Errorf("signal: %v", err)
	}
	select {
	case err := <-d.done:
		d.done <- err
	case <-time.After(20 * time.Second):
		t.Error("the demo does not end")
		d.cmd.Process.Kill()
	}
}

// client is a chain client on the demo's RPC endpoint.
func (d *demo) client(t *testing.T) *chain.Client {
	t.Helper()
	a, err := chain.LoadAddresses(filepath.Join(d.dir, "addresses.json"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := chain.Dial(t.Context(), d.rpc, a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// get reads JSON from the platform's API.
func (d *demo) get(t *testing.T, path string, into any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", d.app+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s: %s", path, res.Status, b)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("GET %s: %v: %s", path, err, b)
	}
}
