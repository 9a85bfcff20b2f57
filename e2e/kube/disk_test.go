package kube

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// growing is the storage class of the test cluster whose disks grow, to 256 MiB or more.
const growing = "growing"

// keeps is a file for a service with a shell and a disk, of a size if there is one.
func keeps(greeting, size string) string {
	if size != "" {
		size = "x-berth-size: " + size
	}
	return fmt.Sprintf(`services:
  web:
    image: berth/shell
    ports: ["8080"]
    environment: {GREETING: %q}
    volumes: ["data:/data"]
volumes: {data: {%s}}
`, greeting, size)
}

// process is the container that runs in the one pod of an order's namespace that is ready.
func (y *yard) process(ns string) (id string, err error) {
	name, err := y.podOf(ns)
	if err != nil {
		return "", err
	}
	p, err := y.kube.CoreV1().Pods(ns).Get(y.Context(), name, metav1.GetOptions{})
	if err != nil || len(p.Status.ContainerStatuses) == 0 {
		return "", errors.Join(err, errors.New("no process"))
	}
	return p.Status.ContainerStatuses[0].ContainerID, nil
}

// podOf is the one pod of an order's namespace that is ready and not on its way out.
func (y *yard) podOf(ns string) (name string, err error) {
	list, err := y.kube.CoreV1().Pods(ns).List(y.Context(), metav1.ListOptions{LabelSelector: y.selector()})
	if err != nil {
		return "", err
	}
	for _, x := range list.Items {
		ready := slices.ContainsFunc(x.Status.Conditions, func(c corev1.PodCondition) bool { return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue })
		if x.Labels["berth/service"] != "" && x.DeletionTimestamp == nil && ready {
			return x.Name, nil
		}
	}
	return "", errors.New("no pod is ready")
}

// sh runs a script in that pod, past the gateway.
func (y *yard) sh(ns, script string) (string, error) {
	pod, err := y.podOf(ns)
	if err != nil {
		return "", err
	}
	var out, said bytes.Buffer
	if err := y.exec(ns, pod, []string{"/bin/sh", "-c", script}, &out, &said); err != nil {
		return "", fmt.Errorf("%w: %s", err, said.String())
	}
	return strings.TrimSpace(out.String()), nil
}

// says is nil once a script in that pod says what is wanted.
func (y *yard) says(ns, script, want string) func() error {
	return func() error {
		got, err := y.sh(ns, script)
		if err == nil && got != want {
			err = fmt.Errorf("%s: got %q, want %q", script, got, want)
		}
		return err
	}
}

// revised deploys a Compose file and waits until it is ready.
func (y *yard) revised(p *tenant, revision uint64, file string) {
	y.Helper()
	y.within(60*time.Second, "it is deployed", func() error { return p.send(y.Context(), revision, "compose", file) })
	y.within(90*time.Second, fmt.Sprintf("revision %d is ready", revision), func() error { return y.at(p, revision) })
}

func (y *yard) at(p *tenant, revision uint64) error {
	d, err := p.Deployment(y.Context())
	if err == nil && (d.Revision != revision || d.Phase != wire.PhaseReady) {
		err = fmt.Errorf("revision %d is %s: %s %+v", d.Revision, d.Phase, d.Error, d.Steps)
	}
	return err
}

// replace has the tenant's order replaced by one of another size; what runs goes on in the first order's namespace.
func (y *yard) replace(p *tenant, r resource.Resources) {
	y.Helper()
	d := p.Chain.Addresses().Domain()
	g, err := rig.Ask[wire.Greeting](y.Context(), p.Person, "POST", p.Gateway+"/v1/greet", wire.Greet{
		ChainID: d.ChainID, Market: d.Contract, User: p.Addr, Resources: r, Token: p.Coin(), Rate: amount.Of(1e15).Nano(), Duration: 3600, Replaces: p.ID,
	})
	y.must(err)
	if g.Quote == nil {
		y.Fatalf("no quote: %+v", g)
	}
	next, _, err := p.Sender.Replace(y.Context(), p.ID, *g.Quote, g.Signature, 3600)
	y.must(err)
	p.ID = next
	y.within(30*time.Second, "the gateway knows the new order", func() error {
		_, err := p.Deployment(y.Context())
		return err
	})
}

// happened is nil once something happened to a tenant's order.
func (y *yard) happened(p *tenant, code string) func() error {
	return func() error {
		all, err := rig.Ask[wire.Happenings](y.Context(), p.Person, "GET", p.API("events"), nil)
		if err == nil && !slices.ContainsFunc(all.Events, func(h wire.Happening) bool { return h.Code == code }) {
			err = fmt.Errorf("no %s among %+v", code, all.Events)
		}
		return err
	}
}

// TestDiskSurvives: what was written to a disk is there, byte by byte, after a new revision, a larger order, a restart of the gateway, and
// a restart of the machine.
func TestDiskSurvives(t *testing.T) {
	y := newYard(t, 1, time.Hour, "--storage-class", growing)
	was := resource.Resources{CPUMilli: 200, MemoryMiB: 128, DiskMiB: 128, TrafficMiB: 1024}
	p := y.settle(0, was)
	y.revised(p, 1, keeps("one", ""))
	ns, address := y.namespace(p.ID), p.service()
	const sum = "sha256sum < /data/kept"
	_, err := y.sh(ns, "dd if=/dev/urandom of=/data/kept bs=65536 count=256 2>/dev/null && sync")
	y.must(err)
	want, err := y.sh(ns, sum)
	y.must(err)
	if len(want) < 64 {
		t.Fatalf("the sum is %q", want)
	}

	y.revised(p, 2, keeps("two", ""))
	y.within(30*time.Second, "it is there after a new revision", y.says(ns, sum, want))

	y.kill(syscall.SIGKILL)
	y.start()
	y.within(30*time.Second, "it is there after a restart of the gateway", y.says(ns, sum, want))

	size, err := y.sh(ns, "df -m /data | tail -n 1 | { read a b c; echo $b; }")
	y.must(err)
	more := was
	more.DiskMiB, more.MemoryMiB = 512, 192
	began := time.Now()
	y.replace(p, more)
	y.within(60*time.Second, "the disk has grown with the order, while it is in use", func() error {
		now, err := y.sh(ns, "df -m /data | tail -n 1 | { read a b c; echo $b; }")
		before, _ := strconv.Atoi(size)
		after, _ := strconv.Atoi(now)
		if err == nil && after < before*3 {
			err = fmt.Errorf("it had %s MiB and has %s", size, now)
		}
		return err
	})
	t.Logf("of %s MiB; grown %s after the order was to be replaced", size, time.Since(began).Round(100*time.Millisecond))
	y.must(y.says(ns, sum, want)())
	for _, code := range []string{wire.HappenedDiskGrows, wire.HappenedDiskGrown} {
		y.within(30*time.Second, code, y.happened(p, code))
	}

	cluster := filepath.Join("..", "cluster")
	run := func(what string) ([]byte, error) {
		ctx, cancel := context.WithTimeout(y.Context(), 5*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, "go", "run", ".", what)
		cmd.Dir = cluster
		return cmd.CombinedOutput()
	}
	if out, err := run("status"); err != nil {
		t.Skipf("this is not the cluster of e2e/cluster, whose machine can be restarted: %v\n%s", err, out)
	}
	old, err := y.process(ns)
	y.must(err)
	out, err := run("reboot")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	began = time.Now()
	y.within(3*time.Minute, "it is there after a restart of the machine", func() error {
		if now, err := y.process(ns); err != nil || now == old {
			return fmt.Errorf("it is the process that ran before: %s, %v", now, err)
		}
		if err := y.says(ns, sum, want)(); err != nil {
			return err
		}
		return y.at(p, 2)
	})
	t.Logf("ready %s after the machine was back", time.Since(began).Round(100*time.Millisecond))
	y.must(p.enter(y.Context()))
	y.within(30*time.Second, "its page", func() error {
		s, err := p.Page(y.Context(), address+"/")
		return errors.Join(err, has(s, "two"))
	})
}

// TestDiskGrows: a larger size in the file makes a disk larger while its data stays; a smaller one is refused, and so is a larger one
// where the storage cannot do it, before anything is touched.
func TestDiskGrows(t *testing.T) {
	more := resource.Resources{CPUMilli: 200, MemoryMiB: 128, DiskMiB: 512, TrafficMiB: 1024}
	refused := func(y *yard, p *tenant, revision uint64, size, says string) {
		t.Helper()
		c, err := p.plan(y, "compose", keeps("x", size))
		y.must(err)
		if c.OK || len(c.Problems) != 1 || c.Problems[0].Code != problem.DiskStays || c.Problems[0].Path != "data" || !strings.Contains(c.Problems[0].Text, says) {
			t.Errorf("the check says %+v", c.Problems)
		}
		if err := p.send(y.Context(), revision, "compose", keeps("x", size)); err == nil || !strings.Contains(err.Error(), string(problem.DiskStays)) {
			t.Errorf("deployed all the same: %v", err)
		}
	}
	t.Run("where it can", func(t *testing.T) {
		y := newYard(t, 1, time.Hour, "--storage-class", growing)
		y.grow(true)
		p := y.settle(0, more)
		y.revised(p, 1, keeps("one", "32MiB"))
		ns := y.namespace(p.ID)
		_, err := y.sh(ns, "echo kept > /data/kept && sync")
		y.must(err)
		refused(y, p, 2, "16MiB", "never shrinks")
		c, err := p.plan(y, "compose", keeps("two", "320MiB"))
		y.must(err)
		if !c.OK || len(c.Volumes) != 1 || c.Volumes[0].HasMiB != 32 || c.Volumes[0].SizeMiB != 320 {
			t.Errorf("the check says %+v", c)
		}
		y.revised(p, 2, keeps("two", "320MiB"))
		y.within(60*time.Second, "it has grown", func() error {
			if err := y.says(ns, "cat /data/kept", "kept")(); err != nil {
				return err
			}
			_, err := y.sh(ns, "dd if=/dev/zero of=/data/big bs=1048576 count=250 2>/dev/null && sync && rm /data/big")
			return err
		})
		y.within(30*time.Second, "it is told", y.happened(p, wire.HappenedDiskGrown))
	})
	t.Run("where it cannot", func(t *testing.T) {
		y := newYard(t, 1, time.Hour, "--storage-class", "local")
		y.grow(false)
		p := y.settle(0, more)
		y.revised(p, 1, keeps("one", "32MiB"))
		refused(y, p, 2, "320MiB", "does not let it grow")
		y.revised(p, 2, keeps("two", "32MiB"))
		// Without a size it has what it has, which is said.
		c, err := p.plan(y, "compose", keeps("three", ""))
		y.must(err)
		if !c.OK || !slices.ContainsFunc(c.Ignored, func(n wire.ManifestNote) bool { return strings.Contains(n.Text, "stays at 32 MiB") }) {
			t.Errorf("the check says %+v", c)
		}
		y.revised(p, 3, keeps("three", ""))
	})
}

// grow waits until the node's card says whether disks grow.
func (y *yard) grow(want bool) {
	y.Helper()
	y.within(20*time.Second, "the card says it", func() error {
		c, err := rig.Ask[wire.Card](y.Context(), y.tenant(0).Person, "GET", y.url+"/.well-known/berth", nil)
		if err == nil && c.DisksGrow != want {
			err = fmt.Errorf("disks grow: %v", c.DisksGrow)
		}
		return err
	})
}
