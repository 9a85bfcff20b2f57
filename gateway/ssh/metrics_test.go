package ssh

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/crypto/ssh"

	"berth/shared/attacktest"
	"berth/shared/scope"
)

// figures are what a server's metrics say, by name and labels.
func (s *site) figures() map[string]float64 {
	s.t.Helper()
	r := prometheus.NewPedanticRegistry()
	if err := r.Register(s.server); err != nil {
		s.t.Fatal(err)
	}
	all, err := r.Gather()
	if err != nil {
		s.t.Fatal(err)
	}
	figures := map[string]float64{}
	for _, family := range all {
		for _, m := range family.GetMetric() {
			name := family.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			figures[name] = m.GetGauge().GetValue() + m.GetCounter().GetValue()
		}
	}
	return figures
}

// shows waits until the metrics say something.
func (s *site) shows(name string, want float64) {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); s.figures()[name] != want; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("%s: got %v, want %v", name, s.figures()[name], want)
		}
	}
}

func TestMetrics(t *testing.T) {
	s := serve(t, func(l *limits) { l.forwards = 1 })
	s.listens("7/web/80", func(c *net.TCPConn) { io.Copy(c, c) })
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s.shows("berth_ssh_connections in", 1)
	s.shows("berth_ssh_connections starting", 0)
	s.shows("berth_ssh_logins_total", 1)

	command, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	typed, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start("cat"); err != nil {
		t.Fatal(err)
	}
	s.shows("berth_ssh_open command", 1)
	files, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := files.RequestSubsystem("sftp"); err != nil {
		t.Fatal(err)
	}
	s.shows("berth_ssh_open sftp", 1)
	shell, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := shell.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := shell.Shell(); err != nil {
		t.Fatal(err)
	}
	s.shows("berth_ssh_open shell", 1)
	port, err := c.Dial("tcp", "web:80")
	if err != nil {
		t.Fatal(err)
	}
	s.shows("berth_ssh_open port", 1)
	if _, err := c.Dial("tcp", "web:80"); err == nil {
		t.Error("one more than there may be")
	}
	s.shows("berth_ssh_refused_total too-many channel", 1)
	port.Close()
	s.shows("berth_ssh_open port", 0)
	for to, reason := range map[string]string{"web:81": "no-port", "example.org:80": "not-found"} {
		if _, err := c.Dial("tcp", to); err == nil {
			t.Errorf("%s is connected to", to)
		}
		s.shows("berth_ssh_refused_total "+reason+" channel", 1)
		s.shows("berth_ssh_open port", 0)
	}
	if _, _, err := c.OpenChannel("x11", nil); err == nil {
		t.Error("a channel of another kind")
	}
	s.shows("berth_ssh_refused_total not-served channel", 1)
	typed.Close()
	s.shows("berth_ssh_open command", 0)
	c.Close()
	for _, name := range []string{"connections in", "open sftp", "open shell"} {
		s.shows("berth_ssh_"+name, 0)
	}

	reads := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, reads, 7, scope.Read)
	if _, err := s.client("web-7", reads); err == nil {
		t.Error("without the scope")
	}
	s.shows("berth_ssh_refused_total scope-missing connection", 1)
	if _, err := s.client("web-7", newKey(t, ssh.KeyAlgoED25519)); err == nil {
		t.Error("a key that nobody authorised")
	}
	s.shows("berth_ssh_refused_total no-login connection", 1)
}

// TestMetricsOfTheMany: whose network begins too often is counted, and so is who gives way.
func TestMetricsOfTheMany(t *testing.T) {
	s := serve(t, func(l *limits) { l.starting, l.startEach, l.rate.PerSecond, l.rate.Burst = 2, 2, 0.001, 3 })
	for range 5 {
		c, err := net.Dial("tcp", s.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	s.shows("berth_ssh_refused_total gave-way connection", 1)
	s.shows("berth_ssh_refused_total too-often connection", 2)
	s.shows("berth_ssh_connections starting", 2)
}

// TestAttackMetrics: what strangers and users say becomes no label.
func TestAttackMetrics(t *testing.T) {
	a := attacktest.Begin(t, "what clients say fills the metrics with series")
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for i := range 100 {
		_, err := c.Dial("tcp", fmt.Sprintf("host-%d:%d", i, i+1))
		a.Tried(err == nil, "host-%d is connected to", i)
		if _, _, err := c.OpenChannel(fmt.Sprintf("kind-%d", i), nil); err == nil {
			t.Error("a channel of a kind that there is not")
		}
	}
	for i := range 20 {
		in, err := s.client(fmt.Sprintf("name%d-%d", i, i+100), k)
		if err == nil {
			in.Close()
		}
		a.Tried(err == nil, "name%d gets in", i)
	}
	n := 0
	for name := range s.figures() {
		a.Tried(strings.ContainsAny(name, "0123456789"), "%s", name)
		n++
	}
	a.Tried(n > 20, "%d series", n)
}
