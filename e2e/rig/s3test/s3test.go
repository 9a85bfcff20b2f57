// Package s3test runs an S3 server for tests, a real one: versitygw over a folder, built out of the module e2e/s3.
package s3test

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"berth/e2e/rig"
)

// The root account of each Server.
const (
	AccessKey = "test-access-key"
	Secret    = "test-secret-of-that-key"
)

// Server is an S3 server at a loopback address. Buckets are folders in Root.
type Server struct {
	Host     string // with its port
	Endpoint string
	Root     string

	Certificate Certificate // empty: it speaks no TLS

	t      *testing.T
	binary string
	cmd    *exec.Cmd
}

var build struct {
	once   sync.Once
	binary string
	err    error
}

// program is the server's. The first time in a test binary it is built; that takes a minute where Go's cache is cold.
func program(root string) (string, error) {
	build.once.Do(func() {
		dir, err := os.MkdirTemp("", "s3test-")
		if err != nil {
			build.err = err
			return
		}
		build.binary = filepath.Join(dir, "versitygw")
		cmd := exec.Command("go", "build", "-o", build.binary, "github.com/versity/versitygw/cmd/versitygw")
		cmd.Dir = filepath.Join(root, "e2e", "s3")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
		if out, err := cmd.CombinedOutput(); err != nil {
			build.err = fmt.Errorf("go build in e2e/s3: %w\n%s", err, out)
		}
	})
	return build.binary, build.err
}

// Clean deletes what was built. It is for TestMain, after the tests.
func Clean() {
	if build.binary != "" {
		_ = os.RemoveAll(filepath.Dir(build.binary)) // of a test, in a temporary folder
	}
}

// Start starts a server that ends with the test. root is the repository's.
func Start(t *testing.T, root string, buckets ...string) *Server {
	t.Helper()
	return StartTLS(t, root, Certificate{}, buckets...)
}

// StartTLS starts one that speaks TLS.
func StartTLS(t *testing.T, root string, c Certificate, buckets ...string) *Server {
	t.Helper()
	binary, err := program(root)
	if err != nil {
		t.Fatal(err)
	}
	host := "127.0.0.1:" + strconv.Itoa(rig.FreePorts(t, 1)[0])
	s := &Server{Host: host, Endpoint: "http://" + host, Root: t.TempDir(), Certificate: c, t: t, binary: binary}
	if c.File != "" {
		s.Endpoint = "https://" + host
	}
	for _, b := range buckets {
		if err := os.Mkdir(filepath.Join(s.Root, b), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.Up()
	t.Cleanup(s.Down)
	return s
}

// Up starts the server at its address, and waits until it answers.
func (s *Server) Up() {
	s.t.Helper()
	var out bytes.Buffer
	args := []string{"--port", s.Host, "--access", AccessKey, "--secret", Secret, "--health", "/health"}
	if s.Certificate.File != "" {
		args = append(args, "--cert", s.Certificate.File, "--key", s.Certificate.Key)
	}
	s.cmd = exec.Command(s.binary, append(args, "posix", "--sidecar", s.t.TempDir(), s.Root)...)
	s.cmd.Stdout, s.cmd.Stderr = &out, &out
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for began := time.Now(); ; {
		resp, err := client.Get(s.Endpoint + "/health")
		if err == nil {
			resp.Body.Close()
			return
		}
		if time.Since(began) > 20*time.Second {
			s.Down()
			s.t.Fatalf("the S3 server does not answer: %v\n%s", err, out.String())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// client looks whether a server is there, whatever its certificate says.
var client = &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}}

// Down ends the server at once, as a crash does.
func (s *Server) Down() {
	if s.cmd != nil && s.cmd.Process != nil {
		_ = s.cmd.Process.Signal(syscall.SIGKILL) // it may have ended by itself
		_ = s.cmd.Wait()                          // what a killed one says
		s.cmd = nil
	}
}
