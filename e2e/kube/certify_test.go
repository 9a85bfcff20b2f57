package kube

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/bff"
	"berth/bff/certify/evidence"
	"berth/bff/certify/measure"
	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/wire"
)

// watched is what a platform found out about the yard's node, and what that cost the node.
type watched struct {
	*yard
	app    string
	person *rig.Person
	from   time.Time // documents from then on count

	mu    sync.Mutex
	cheat func(pod string) // is told of each pod of the prover's, once, by its folder among cgroups
	seen  map[string]bool
	pods  map[string]*podUse
}

// podUse is what one pod took in all, as its machine counts it.
type podUse struct {
	name   string
	cpu    time.Duration
	memory int64 // bytes, the most at a time
	wrote  int64 // bytes, to disks
}

// certifies starts a platform that looks at the yard's node, and pays with a user's money.
func (y *yard) certifies(payer *ecdsa.PrivateKey, prover string) *watched {
	y.Helper()
	dir := y.TempDir()
	port := rig.FreePorts(y.T, 1)[0]
	w := &watched{yard: y, app: "http://localhost:" + strconv.Itoa(port), person: &rig.Person{HTTP: rig.Client(30 * time.Second)}, seen: map[string]bool{}, pods: map[string]*podUse{}}
	log := &rig.Tail{}
	ctx, end := context.WithCancel(context.Background())
	s, err := bff.New(ctx, bff.Config{
		Listen: "localhost:" + strconv.Itoa(port), PublicURL: w.app, Data: dir, RPC: []string{y.rpc}, Contracts: y.addresses, Demo: true, Finality: "0",
		Poll: 200 * time.Millisecond, Cards: time.Second, Log: slog.New(slog.NewTextHandler(log, nil)),
		Certify: bff.Certify{
			// The pauses are short, so that checks that are made again and again are seen in minutes.
			Key: hex.EncodeToString(crypto.FromECDSA(payer)), Free: 20 * time.Second, Paid: 16 * time.Second, Daily: amount.Of(100).Mul(1e18).String(),
			Part: 50, Memory: 256, Disk: 128, Transfer: 32, Prover: prover,
			// This machine has the cluster, the chain and the platform besides: what a core is here is no rule for others.
			Rules: &measure.Rules{Cores: 30, Speed: 20, DiskSpeed: 2, Transfer: 256},
		},
	})
	y.must(err)
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	y.Cleanup(func() {
		end()
		if err := <-done; err != nil {
			y.Error(err)
		}
		if y.Failed() {
			y.Logf("the platform's log:\n%s", log)
		}
	})
	watch, stop := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	watching.Go(func() { w.watch(watch) })
	y.Cleanup(func() { stop(); watching.Wait() })
	y.within(30*time.Second, "the platform is ready", s.Ready)
	return w
}

// watch follows the pods' use, by the cgroups of this machine, of either version.
func (w *watched) watch(ctx context.Context) {
	for ctx.Err() == nil {
		all, err := w.namespaces()
		if err != nil {
			w.Logf("namespaces: %v", err)
		}
		for _, space := range all {
			list, err := w.kube.CoreV1().Pods(space).List(ctx, metav1.ListOptions{})
			if err != nil {
				continue // it is being deleted
			}
			for _, p := range list.Items {
				w.look(p)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// look takes down what a pod has used.
func (w *watched) look(p corev1.Pod) {
	id := string(p.UID)
	dirs := cgroups(id)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cheat != nil && len(dirs) > 0 && strings.HasPrefix(p.Name, "prover") && !w.seen[id] && len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].ContainerID != "" {
		w.seen[id] = true
		w.cheat(id)
	}
	u := w.pods[id]
	if u == nil {
		u = &podUse{name: p.Name}
		w.pods[id] = u
	}
	for _, dir := range dirs {
		u.cpu = max(u.cpu, time.Duration(tally(dir, "cpuacct.usage")), 1000*time.Duration(field(dir, "cpu.stat", "usage_usec")))
		u.memory = max(u.memory, tally(dir, "memory.max_usage_in_bytes"), tally(dir, "memory.peak"))
		u.wrote = max(u.wrote, field(dir, "blkio.throttle.io_service_bytes", "Write"), field(dir, "io.stat", "wbytes"))
	}
}

// cgroups are the folders of a pod, one for each controller or one for all.
func cgroups(id string) (dirs []string) {
	for _, root := range []string{"/sys/fs/cgroup/cpuacct/kubepods", "/sys/fs/cgroup/cpu/kubepods", "/sys/fs/cgroup/memory/kubepods", "/sys/fs/cgroup/blkio/kubepods", "/sys/fs/cgroup/kubepods"} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || !d.IsDir():
				return nil // it may be gone already
			case d.Name() == "pod"+id:
				dirs = append(dirs, path)
				return filepath.SkipDir
			case strings.HasPrefix(d.Name(), "pod"):
				return filepath.SkipDir
			}
			return nil
		})
	}
	return dirs
}

func tally(dir, name string) int64 {
	raw, _ := os.ReadFile(filepath.Join(dir, name)) // not there: of another controller
	n, _ := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64)
	return n
}

// field sums the numbers behind a word of a file, over all devices.
func field(dir, name, word string) (sum int64) {
	raw, _ := os.ReadFile(filepath.Join(dir, name))
	for line := range strings.Lines(string(raw)) {
		words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '=' || r == '\n' })
		if i := slices.Index(words, word); i >= 0 && i+1 < len(words) {
			n, _ := strconv.ParseInt(words[i+1], 10, 64)
			sum += n
		}
	}
	return sum
}

// cheats has the machine give the prover's pods less than they have bought, from the next one on; nil: all of it.
func (w *watched) cheats(how func(pod string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cheat, w.from = how, time.Now()
}

// found is what the platform says of the node now.
func (w *watched) found() (wire.Certification, error) {
	return rig.Ask[wire.Certification](w.Context(), w.person, "GET", w.app+"/api/nodes/"+w.node.String()+"/certification", nil)
}

// newest is the newest document of a check that came since the last change of how the node cheats.
func (w *watched) newest(check string) (e wire.EvidenceDocument, b evidence.Body, err error) {
	page, err := rig.Ask[wire.Page[wire.EvidenceBrief]](w.Context(), w.person, "GET", w.app+"/api/nodes/"+w.node.String()+"/evidence?limit=100", nil)
	if err != nil {
		return e, b, err
	}
	w.mu.Lock()
	from := w.from
	w.mu.Unlock()
	for _, x := range page.Items {
		if x.Check != check || x.At.Before(from) {
			continue
		}
		if e, err = rig.Ask[wire.EvidenceDocument](w.Context(), w.person, "GET", w.app+"/api/evidence/"+x.ID, nil); err != nil {
			return e, b, err
		}
		b, err = evidence.Recheck(w.addresses.Domain(), e)
		return e, b, err
	}
	return e, b, fmt.Errorf("no document of %s", check)
}

// digestOf pins an image of the cluster's registry, as a platform's operator does.
func digestOf(t *testing.T, image string) string {
	t.Helper()
	res, err := http.Get("http://10.250.0.1:5000/v2/" + image + "/manifests/latest")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	sum := res.Header.Get("Docker-Content-Digest")
	if res.StatusCode != http.StatusOK || sum == "" {
		t.Fatalf("%s in the registry: %s, %q", image, res.Status, sum)
	}
	return image + "@" + sum
}

// TestCertified: a platform certifies a node on Kubernetes by all its checks, with the prover's image, pinned by its digest, in a
// namespace that it has rented; and a node whose machine gives less than it sells does not pass, and it is said why.
func TestCertified(t *testing.T) {
	config := kubeconfig(t)
	if _, err := os.Stat(filepath.Join(filepath.Dir(config), "..", "containerd", "sock")); err != nil {
		t.Skipf("the cluster is not e2e/cluster's, whose machine this is: %v", err)
	}
	y := newYard(t, 1, time.Second)
	w := y.certifies(y.users[0], digestOf(t, "berth/prover"))
	began := time.Now()
	y.within(4*time.Minute, "the node is certified", func() error {
		c, err := w.found()
		if err == nil && c.Level != wire.Certified {
			err = fmt.Errorf("%q: %+v", c.Level, c.Checks)
		}
		return err
	})
	t.Logf("certified %s after the platform has started", time.Since(began).Round(time.Second))
	for _, check := range []string{evidence.Key, evidence.Place, evidence.Capacity, evidence.Shop} {
		e, b, err := w.newest(check)
		if err != nil || !e.Passed {
			t.Errorf("%s: passed %v, %v", check, e.Passed, err)
			continue
		}
		for _, s := range b.Steps {
			t.Logf("%-8s %6d ms  %.40s", check, s.Millis, s.Name)
		}
		if c := b.Capacity; c != nil {
			t.Logf("capacity of %d m CPU, %d MiB memory, %d MiB disk: %d m cores at once, %d MiB/s a core; %d MiB filled in %d ms, opened in %d of %d ms; %d MiB of disk at %d MiB/s; network %d KiB/s to it, %d KiB/s from it; document %d KiB",
				c.Claimed.CPUMilli, c.Claimed.MemoryMiB, c.Claimed.DiskMiB, c.Cores, c.Speed, c.All.Bytes()>>20, c.All.FillMillis, c.All.OpenMillis, c.All.OpenLimit,
				c.Alone.Bytes()>>20, c.DiskSpeed, c.Up, c.Down, len(e.Body)>>10)
		}
		if s := b.Shop; s != nil {
			t.Logf("order %d was paid %s units", s.Order, s.Paid)
		}
	}
	w.mu.Lock()
	for _, u := range w.pods {
		t.Logf("pod %s: %.2f s of CPU time, %d MiB at most, %d MiB written", u.name, u.cpu.Seconds(), u.memory>>20, u.wrote>>20)
	}
	w.mu.Unlock()

	for _, c := range []struct {
		name  string
		cheat func(pod string)
		why   []string // one of these
	}{
		{"a thirtieth of the CPU that was sold", func(pod string) { throttle(t, pod, 3) }, []string{"one core:", "cores that work at once:"}},
		{"an eighth of the memory", func(pod string) { squeeze(t, pod, 64<<20) }, []string{"ends before it is done"}},
	} {
		w.cheats(c.cheat)
		y.within(5*time.Minute, "the node that has "+c.name+" does not pass", func() error {
			e, b, err := w.newest(evidence.Capacity)
			switch {
			case err != nil:
				return err
			case e.Passed:
				return errors.New("it passed")
			case !slices.ContainsFunc(c.why, func(s string) bool { return strings.Contains(b.Why, s) }):
				return fmt.Errorf("it says %q", b.Why)
			}
			t.Logf("%s: not passed: %s", c.name, b.Why)
			return nil
		})
	}
	// Two failures in a row: what was shown before does not count any more.
	y.within(time.Minute, "the node is certified no more", func() error {
		c, err := w.found()
		if err == nil && c.Level != wire.Verified {
			err = fmt.Errorf("%q: %+v", c.Level, c.Checks)
		}
		return err
	})
	w.cheats(nil)
	y.within(5*time.Minute, "it is again, once it is honest", func() error {
		c, err := w.found()
		if err == nil && c.Level != wire.Certified {
			err = fmt.Errorf("%q: %+v", c.Level, c.Checks)
		}
		return err
	})
}

// throttle has a pod get so many percent of a core.
func throttle(t *testing.T, pod string, percent int) {
	for _, dir := range cgroups(pod) {
		// A part may have no more than the whole: the containers first.
		var all []string
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				all = append([]string{path}, all...)
			}
			return nil
		})
		for _, d := range all {
			if _, err := os.Stat(filepath.Join(d, "cpu.cfs_quota_us")); err == nil {
				set(t, d, "cpu.cfs_quota_us", strconv.Itoa(percent*1000))
			} else if _, err := os.Stat(filepath.Join(d, "cpu.max")); err == nil {
				set(t, d, "cpu.max", strconv.Itoa(percent*1000)+" 100000")
			}
		}
	}
}

// squeeze has a pod get so many bytes of memory.
func squeeze(t *testing.T, pod string, bytes int) {
	for _, dir := range cgroups(pod) {
		for _, name := range []string{"memory.limit_in_bytes", "memory.max"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				set(t, dir, name, strconv.Itoa(bytes))
			}
		}
	}
}

func set(t *testing.T, dir, name, value string) {
	if err := os.WriteFile(filepath.Join(dir, name), []byte(value), 0o644); err != nil {
		t.Logf("%s: %v", dir, err)
	}
}
