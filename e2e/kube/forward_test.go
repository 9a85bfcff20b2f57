package kube

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/crypto/ssh"

	"berth/e2e/rig"
	"berth/shared/eth"
	"berth/shared/pubkey"
	"berth/shared/resource"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// echoPort is one that no manifest names: a shell starts what listens there.
const echoPort = 7007

// TestForward has a shell, a command and ports of a service on a real cluster, by SSH and by WebSocket, and sees them end.
func TestForward(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 128, TrafficMiB: 100})
	_, err := p.Up(y.Context(), 1, image("shell", "", nil))
	y.must(err)
	c := p.login(y, "web")

	run := func(command string) (string, error) {
		x, err := c.NewSession()
		if err != nil {
			return "", err
		}
		defer x.Close()
		x.Stdin = strings.NewReader("typed")
		out, err := x.CombinedOutput(command)
		return string(out), err
	}
	t.Run("a command", func(t *testing.T) {
		out, err := run("cat; id -u; exit 3")
		var exit *ssh.ExitError
		if !errors.As(err, &exit) || exit.ExitStatus() != 3 || out != "typed10001\n" {
			t.Errorf("got %q %v", out, err)
		}
	})
	t.Run("a shell", func(t *testing.T) {
		x, err := c.NewSession()
		y.must(err)
		defer x.Close()
		in, err := x.StdinPipe()
		y.must(err)
		var out strings.Builder
		x.Stdout = &out
		y.must(errors.Join(x.RequestPty("vt100", 31, 101, nil), x.Shell()))
		io.WriteString(in, "stty size; echo $TERM; exit 4\n")
		var exit *ssh.ExitError
		if err := x.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 4 || !strings.Contains(out.String(), "31 101") || !strings.Contains(out.String(), "vt100") {
			t.Errorf("got %q %v", out.String(), err)
		}
	})
	t.Run("sftp", func(t *testing.T) {
		x, requests, err := c.OpenChannel("session", nil) // a Session waits for commands alone
		y.must(err)
		defer x.Close()
		ok, err := x.SendRequest("subsystem", true, ssh.Marshal(struct{ Name string }{"sftp"}))
		y.must(err)
		var exit struct{ Status uint32 }
		for r := range requests {
			if r.Type == "exit-status" {
				y.must(ssh.Unmarshal(r.Payload, &exit))
			}
		}
		said, err := io.ReadAll(x.Stderr())
		y.must(err)
		if !ok || exit.Status != 127 || !strings.Contains(string(said), "no sftp-server") {
			t.Errorf("this image has none: %v, %d, %q", ok, exit.Status, said)
		}
	})

	// What listens is started by a command, so that its end can be seen, too.
	listens, err := c.NewSession()
	y.must(err)
	defer listens.Close()
	y.must(listens.Start(fmt.Sprintf("nc -ll -p %d -e cat", echoPort)))
	t.Run("a port by SSH", func(t *testing.T) {
		y.within(20*time.Second, "it echoes", func() error {
			conn, err := c.Dial("tcp", fmt.Sprintf("web:%d", echoPort))
			if err != nil {
				return err
			}
			defer conn.Close()
			b := make([]byte, 6)
			if _, err := io.WriteString(conn, "across"); err != nil {
				return err
			}
			if _, err := io.ReadFull(conn, b); err != nil || string(b) != "across" {
				return fmt.Errorf("%q: %w", b, err)
			}
			return nil
		})
		for _, to := range []string{"web:7008", "kubernetes:443", "10.0.0.1:443", "169.254.169.254:80"} {
			if conn, err := c.Dial("tcp", to); err == nil {
				conn.Close()
				t.Errorf("%s is connected to", to)
			}
		}
	})
	t.Run("a port by WebSocket, and its end", func(t *testing.T) {
		at := strings.Replace(p.API(fmt.Sprintf("services/web/ports/%d", echoPort)), "http", "ws", 1)
		dialer := websocket.Dialer{NetDialContext: rig.Dial, HandshakeTimeout: 10 * time.Second}
		w, resp, err := dialer.Dial(at, http.Header{"Authorization": {"Bearer " + p.Token}})
		if err != nil {
			t.Fatalf("%v %+v", err, resp)
		}
		defer w.Close()
		w.SetReadDeadline(time.Now().Add(20 * time.Second))
		y.must(w.WriteMessage(websocket.BinaryMessage, []byte("across")))
		if _, b, err := w.ReadMessage(); err != nil || string(b) != "across" {
			t.Fatalf("got %q %v", b, err)
		}
		began := time.Now()
		status, b, err := p.Do(y.Context(), "POST", p.API("stop"), nil)
		if err != nil || status != http.StatusOK {
			t.Fatalf("stop: %d %s %v", status, b, err)
		}
		if _, _, err := w.ReadMessage(); !websocket.IsCloseError(err, 4409) || time.Since(began) > 5*time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		if c.Wait(); time.Since(began) > 10*time.Second {
			t.Errorf("SSH went on for %s", time.Since(began))
		}
	})
}

// login gets a connection by SSH, with a key that is authorised for it, until the test ends.
func (p *tenant) login(y *yard, service string) *ssh.Client {
	y.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	y.must(err)
	signer, err := ssh.NewSignerFromKey(private)
	y.must(err)
	y.must(p.letIn(y.Context(), pubkey.Key(pubkey.Ed25519+" "+base64.StdEncoding.EncodeToString(signer.PublicKey().Marshal()))))
	c, err := ssh.Dial("tcp", y.ssh, &ssh.ClientConfig{
		User: service + "-" + p.ID.String(), Auth: []ssh.AuthMethod{ssh.PublicKeys(signer)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: 20 * time.Second,
	})
	y.must(err)
	y.Cleanup(func() { c.Close() })
	return c
}

// letIn has the tenant's wallet authorise a key, and takes the token for itself.
func (p *tenant) letIn(ctx context.Context, key pubkey.Key) error {
	now := time.Now().Truncate(time.Second).UTC()
	var nonce eth.Hash
	rand.Read(nonce[:]) // never fails
	a := typed.Access{
		Gateway: strings.TrimPrefix(p.Gateway, "http://"), Node: p.Node, User: p.Addr, Order: p.ID, Scopes: scope.All, Key: key, Name: "laptop", IssuedAt: now, NotAfter: now.Add(time.Hour), Nonce: nonce,
	}
	sig, err := eip712.Sign(p.Key, a.Data(p.Chain.Addresses().Domain()))
	if err != nil {
		return err
	}
	token, err := rig.Ask[wire.AccessToken](ctx, p.Person, "POST", p.Gateway+"/v1/access", wire.AccessRequest{Access: a, Signature: sig})
	p.Token = token.Token
	return err
}
