package gateway

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// ported is a runtime whose services have a Redis at 6379 and a Postgres at 5432, as far as a first word goes.
type ported struct{ cluster.Cluster }

func (ported) DialPort(_ context.Context, _ order.ID, _ string, port int) (net.Conn, error) {
	here, there := net.Pipe()
	go func() {
		defer there.Close()
		switch port {
		case 6379:
			for in := bufio.NewReader(there); ; {
				line, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if line == "PING\r\n" {
					line = "+PONG\r\n"
				}
				if _, err := io.WriteString(there, line); err != nil {
					return
				}
			}
		case 5432:
			var asked [8]byte
			if _, err := io.ReadFull(there, asked[:]); err == nil && string(asked[:]) == sslRequest {
				io.WriteString(there, "N") // no TLS
			}
		}
	}()
	return here, nil
}

// sslRequest is what a Postgres client says first.
const sslRequest = "\x00\x00\x00\x08\x04\xd2\x16\x2f"

// TestOneLiners runs the commands of docs/forward.md as they stand, with the tools that they name, over TLS.
func TestOneLiners(t *testing.T) {
	t.Parallel() // it waits for most of its time
	page, err := os.ReadFile("../docs/forward.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```bash\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 2 || !strings.HasPrefix(blocks[0][1], "npx wscat@") || !strings.HasPrefix(blocks[1][1], "websocat ") {
		t.Fatalf("the page has the commands %q", blocks)
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here; remedy: install it")
	}
	w := newWorld(t)
	w.domain = fmt.Sprintf("localhost%s", w.addr[strings.LastIndexByte(w.addr, ':'):])
	secure, _ := w.selfSigned()
	var cert string
	w.start(secure, func(c *Config) {
		c.Domain, cert = w.domain, c.TLS.Cert
		c.Runs = func(in cluster.Cluster) cluster.Cluster { return ported{in} }
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	id := w.order()
	token := w.access(id)
	runs := func(revision uint64, service string, port int) {
		t.Helper()
		w.deploy(token, w.deployRequest(id, revision, wire.TemplateManifest{Template: "echo", Service: service, Image: "berth/echo", Port: port}, w.user))
	}
	command := func(script string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, bash, "-c", script)
		cmd.Env = append(os.Environ(), "NODE="+w.domain, "ORDER="+id.String(), "TOKEN="+token, "NODE_EXTRA_CA_CERTS="+cert, "SSL_CERT_FILE="+cert, "no_proxy=*", "NO_PROXY=*")
		cmd.WaitDelay = time.Second
		open, end, err := os.Pipe() // wscat ends with what it could be typed at
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { open.Close(); end.Close() })
		cmd.Stdin = open
		return cmd
	}
	t.Run("wscat", func(t *testing.T) {
		tool := strings.Fields(blocks[0][1])[1]
		if out, err := exec.CommandContext(ctx, "npx", "--yes", tool, "--version").CombinedOutput(); err != nil {
			t.Skipf("%s cannot be had here (%v: %s); remedy: Node.js 20 with npm, and npm's registry, once: npx %s --version", tool, err, out, tool)
		}
		runs(1, "redis", 6379)
		if out, err := command(blocks[0][1]).CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "+PONG" {
			t.Errorf("got %q, %v", out, err)
		}
	})
	t.Run("websocat", func(t *testing.T) {
		if _, err := exec.LookPath("websocat"); err != nil {
			t.Skip("there is no websocat here; remedy: cargo install websocat, or a file of https://github.com/vi/websocat/releases in the path")
		}
		l, err := net.Listen("tcp", "127.0.0.1:5432")
		if err != nil {
			t.Skip("port 5432 of this machine is taken; remedy: stop what has it, such as a Postgres")
		}
		l.Close()
		runs(2, "db", 5432)
		cmd := command("exec " + blocks[1][1])
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			cmd.Process.Kill()
			cmd.Wait()
		}()
		var c net.Conn
		within(t, 10*time.Second, "websocat listens", func() bool {
			c, err = net.Dial("tcp", "127.0.0.1:5432")
			return err == nil
		})
		defer c.Close()
		if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, sslRequest); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(c); err != nil || string(got) != "N" {
			t.Errorf("got %q, %v", got, err)
		}
	})
}
