package kube

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// helped is a cluster whose gateway can be started anew: it fills volumes.
func helped(t *testing.T, path string) (open func() (*Cluster, *clustertest.Log)) {
	t.Helper()
	var node eth.Address
	rand.Read(node[:])
	var last *Cluster
	t.Cleanup(func() {
		if last == nil {
			return
		}
		if err := last.Delete(context.Background(), 7); err != nil {
			t.Error(err)
		}
		last.Close()
	})
	return func() (*Cluster, *clustertest.Log) {
		c, err := New(Config{Node: node, ChainID: 1, Kubeconfig: path, Logs: t.TempDir(), HelperImage: "berth/fill", Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
		if err != nil {
			t.Fatal(err)
		}
		last = c
		l := &clustertest.Log{}
		c.Observe(l.Note, l.Happen)
		return c, l
	}
}

// sh runs a command in order 7's service web, and gives what it writes.
func sh(t *testing.T, c *Cluster, command string) string {
	t.Helper()
	var out, bad bytes.Buffer
	code, err := c.Exec(t.Context(), 7, "web", command, cluster.Streams{In: strings.NewReader(""), Out: &out, Err: &bad})
	if err != nil || code != 0 {
		t.Fatalf("%s: code %d, %v, %s%s", command, code, err, out.String(), bad.String())
	}
	return strings.TrimSpace(out.String())
}

// shell is a workload of one service, web, whose image has a shell.
func shell(revision uint64, change func(*manifest.Service)) cluster.Workload {
	w := clustertest.Stateless(7, revision, "berth/shell")
	w.Resources.CPUMilli, w.Resources.MemoryMiB, w.Resources.DiskMiB = 300, 192, 300
	w.Manifest.Template = ""
	change(&w.Manifest.Services[0])
	return w
}

// answers waits until order 7's service web is ready.
func answers(t *testing.T, l *clustertest.Log) {
	t.Helper()
	clustertest.Until(t, time.Minute, "it is ready", func() bool { return of(l, 7, "web", wire.PhaseReady) })
}

func apply(t *testing.T, c *Cluster, w cluster.Workload) {
	t.Helper()
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
}

// TestProcessesOnCluster: what runs before a service and beside it shares folders and the network with it.
func TestProcessesOnCluster(t *testing.T) {
	c, l := helped(t, kubeconfig(t))()
	apply(t, c, shell(1, func(s *manifest.Service) {
		s.Temps = []manifest.Temp{{Name: "out", Path: "/in", SizeMiB: 8}}
		s.Hosts = []manifest.Host{{Name: "mail.example.org", Address: "192.0.2.1"}}
		s.Reap, s.Grace = true, 3
		s.Init = []manifest.Service{{
			Name: "prepare", Image: "berth/shell", Command: []string{"/bin/sh", "-c", "echo $WORD > /out/word"}, SecretEnv: map[string]manifest.Secret{"WORD": "hunter1"},
			Temps: []manifest.Temp{{Name: "out", Path: "/out", SizeMiB: 8}},
		}}
		s.Beside = []manifest.Service{{
			Name: "side", Image: "berth/shell", Command: []string{"/bin/sh", "-c", "cat /etc/side.conf > /out/side; exec sleep 3600"},
			Temps: []manifest.Temp{{Name: "out", Path: "/out", SizeMiB: 8}}, Files: []manifest.File{{Path: "/etc/side.conf", Text: "beside\n"}},
			Wants: manifest.Wants{CPUMilli: 50, MemoryMiB: 32},
		}}
	}))
	answers(t, l)
	if got := sh(t, c, "cat /in/word /in/side"); got != "hunter1\nbeside" {
		t.Errorf("got %q", got)
	}
	if got := sh(t, c, "grep mail.example.org /etc/hosts"); !strings.HasPrefix(got, "192.0.2.1") {
		t.Errorf("got %q", got)
	}
	if got := sh(t, c, "ps"); !strings.Contains(got, "sleep 3600") {
		t.Errorf("the processes are not together, below one that reaps: %s", got)
	}
	apply(t, c, shell(2, func(s *manifest.Service) {
		s.Init = []manifest.Service{{Name: "prepare", Image: "berth/shell", Command: []string{"/bin/sh", "-c", "echo no such table; exit 4"}}}
	}))
	e := l.Await(t, 7, 2, wire.PhaseFailed)
	if !strings.Contains(string(e.Text), "before it, prepare: ") || !strings.Contains(string(e.Text), "no such table") || !strings.Contains(string(e.Text), "code 4") {
		t.Errorf("got %q", e.Text)
	}
}

// TestFillOnCluster: a volume has what the image has there at first, is filled to its end after a break, and keeps what its
// user makes of it.
func TestFillOnCluster(t *testing.T) {
	c, l := helped(t, kubeconfig(t))()
	with := func(restart uint64) cluster.Workload {
		w := shell(1, func(s *manifest.Service) { s.Mounts = []manifest.Mount{{Volume: "tools", Path: "/bin", Fill: true}} })
		w.Manifest.Volumes, w.Restart = []manifest.Volume{{Name: "tools", SizeMiB: 100}}, restart
		return w
	}
	again := func(restart uint64) {
		l.Forget()
		apply(t, c, with(restart))
		answers(t, l)
	}
	apply(t, c, with(0))
	answers(t, l)
	if got := sh(t, c, "ls /bin"); !strings.Contains(got, "busybox") || !strings.Contains(got, "yes") {
		t.Fatalf("the volume has %q", got)
	}
	sh(t, c, "rm /bin/yes; echo mine > /bin/mine")
	again(1)
	if got := sh(t, c, "ls /bin"); strings.Contains(got, "yes") || !strings.Contains(got, "mine") {
		t.Errorf("after a restart the volume has %q", got)
	}
	sh(t, c, ": > /bin/.berth-filling; rm /bin/seq") // as if the machine had gone while it was filled
	again(2)
	if got := sh(t, c, "ls -a /bin"); !strings.Contains(got, "yes") || !strings.Contains(got, "seq") || !strings.Contains(got, "mine") || strings.Contains(got, ".berth-filling") {
		t.Errorf("after it was filled to its end the volume has %q", got)
	}
}

// TestDiskOnCluster: who writes more than is there for it outside of volumes is told so, and is started anew.
func TestDiskOnCluster(t *testing.T) {
	c, l := helped(t, kubeconfig(t))()
	apply(t, c, shell(1, func(s *manifest.Service) { s.Wants.DiskMiB = 20 }))
	answers(t, l)
	l.Forget()
	sh(t, c, "dd if=/dev/zero of=/tmp/big bs=1048576 count=40")
	said := func() (found wire.Happening) {
		for _, h := range l.Happened(7) {
			if h.Code == wire.HappenedOverflow {
				found = h.Happening
			}
		}
		return found
	}
	clustertest.Until(t, 2*time.Minute, "it is told that it wrote too much", func() bool { return said().Code != "" })
	if h := said(); h.Figures["mib"] != "20" || !h.Bad || h.Service != "web" {
		t.Errorf("got %+v", h)
	}
	clustertest.Until(t, time.Minute, "it runs again", func() bool { return l.CountOf(7, wire.PhaseReady) > 0 })
}

// TestRestartOnCluster: a gateway that is started anew in the midst of a chain goes on where it was, and what has ended well
// is not started again.
func TestRestartOnCluster(t *testing.T) {
	open := helped(t, kubeconfig(t))
	c, l := open()
	w := clustertest.Chain(7, 1, "berth/shell", "berth/shell")
	w.Manifest.Services[1].Command = []string{"/bin/sh", "-c", "sleep 6; echo done"}
	apply(t, c, w)
	clustertest.Until(t, time.Minute, "the seed runs", func() bool {
		return of(l, 7, "seed", wire.PhaseStarting)
	})
	c.Close()
	c, l = open() // nothing is applied: all that is needed is in the cluster
	clustertest.Until(t, time.Minute, "the seed has ended, and the page answers", func() bool {
		return of(l, 7, "seed", wire.PhaseDone) && of(l, 7, "web", wire.PhaseReady)
	})
	l.Forget()
	apply(t, c, w)
	clustertest.Until(t, time.Minute, "all of it is told again", func() bool { return of(l, 7, "seed", wire.PhaseDone) && of(l, 7, "web", wire.PhaseReady) })
	if of(l, 7, "seed", wire.PhaseStarting) || of(l, 7, "web", wire.PhaseScheduled) {
		t.Error("what has ended well runs again, or what runs waits again")
	}
}

// of reports whether a service was ever in a phase.
func of(l *clustertest.Log, id order.ID, service string, phase wire.Phase) bool {
	return l.Saw(func(e cluster.Event) bool { return e.Order == id && e.Service == service && e.Phase == phase })
}
