package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// cluster is the one cluster of a machine: where its files are and which addresses it uses. The exported fields are what
// the files in config are filled in with.
type cluster struct {
	Dir     string // all that is kept
	Run     string // of one run, removed by down
	Root    string // Debian's packages, unpacked
	Bin     string // what is built here
	Libs    string // the packages' shared libraries
	source  string // this folder
	began   time.Time
	Node    string
	NodeIP  string // an address of this machine alone, since the kubelet refuses loopback
	NodeDev string
	PodDev  string
	Pods    string // the pods' range
	Service string // the services' range
	API     string // the API server's service
	DNS     string // the name server's service

	// The network namespace that plays the rest of the world.
	Outside, OutsideDev, OutsideIP, OutsideHere, OutsideNet string
}

func newCluster() (*cluster, error) {
	source, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if mod, _ := os.ReadFile("go.mod"); !strings.HasPrefix(string(mod), "module berth/e2e/cluster\n") {
		return nil, errors.New("this is to be run in the folder e2e/cluster of the repository")
	}
	dir := os.Getenv("BERTH_CLUSTER_DIR")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("%w; remedy: set BERTH_CLUSTER_DIR", err)
		}
		dir = filepath.Join(cache, "berth-cluster")
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	// Root in a pod with users of its own is nobody on the machine: each folder on the way to its files has to be open to
	// all, which a home folder is not.
	sum := sha256.Sum256([]byte(dir))
	run := "/var/lib/berth-cluster-" + hex.EncodeToString(sum[:4])
	root := filepath.Join(dir, "root")
	triplet := map[string]string{"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[runtime.GOARCH]
	return &cluster{
		Dir: dir, Run: run, Root: root, Bin: filepath.Join(dir, "bin"),
		Libs: filepath.Join(root, "usr/lib", triplet), source: source, began: time.Now(),
		Node: "node1", NodeIP: "10.250.0.1", NodeDev: "k8snode", PodDev: "cni-berth",
		Pods: "10.244.0.0/24", Service: "10.96.0.0/16", API: "10.96.0.1", DNS: "10.96.0.10",
		Outside: "berth-outside", OutsideDev: "k8soutside", OutsideIP: "10.250.1.2", OutsideHere: "10.250.1.1", OutsideNet: "10.250.1.0/30",
	}, nil
}

func (c *cluster) run(path ...string) string {
	return filepath.Join(append([]string{c.Run}, path...)...)
}

func (c *cluster) kubeconfig() string { return c.run("pki/admin.kubeconfig") }

// lock keeps two commands from working on the cluster at the same time. The kernel frees it if the process dies.
func (c *cluster) lock() (unlock func(), err error) {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(c.Dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another command is at work in %s", c.Dir)
	}
	return func() { f.Close() }, nil
}

// say reports a step with the time since the start.
func (c *cluster) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%6.2fs %s\n", time.Since(c.began).Seconds(), fmt.Sprintf(format, args...))
}
