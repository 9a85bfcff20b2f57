package kube

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"berth/contracts/chain"
	"berth/demo/devchain"
	"berth/demo/devwallet"
	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// kubeconfig is the cluster's; without one the test is skipped.
func kubeconfig(t *testing.T) string {
	t.Helper()
	path := os.Getenv("BERTH_KUBECONFIG")
	if path == "" {
		t.Skip("needs a cluster: make e2e-kube, or make cluster-up and BERTH_KUBECONFIG set to the path that it prints")
	}
	return path
}

// connect gives a client of the cluster's, with all rights.
func connect(t *testing.T) kubernetes.Interface {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig(t))
	if err != nil {
		t.Fatal(err)
	}
	config.QPS, config.Burst = 50, 100
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// build compiles a program of the main module once for all tests.
func build(what string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := os.MkdirTemp("", "berth-e2e-")
		if err != nil {
			return "", err
		}
		bin := filepath.Join(dir, "bin")
		cmd := exec.Command("go", "build", "-o", bin, what)
		cmd.Dir = filepath.Join("..", "..")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("build %s: %w\n%s", what, err, out)
		}
		return bin, nil
	})
}

var buildGateway, buildDemo = build("./gateway/main"), build("./demo")

// total is what the yard's node offers: no more than the cluster has on two cores.
var total = resource.Resources{CPUMilli: 2000, MemoryMiB: 4096, DiskMiB: 16384, TrafficMiB: 1 << 20}

// yard is a chain with the contracts, users with money, and one node in front of the cluster. Its gateway is a process
// of its own, so that it can be killed.
type yard struct {
	*testing.T
	chain     *devchain.Chain
	client    *chain.Client
	addresses chain.Addresses
	rpc       string // URL
	node      eth.Address
	users     []*ecdsa.PrivateKey
	kube      kubernetes.Interface
	url       string // of the gateway
	admin     string
	account   string // kubeconfig of the gateway's service account
	args      []string
	env       []string
	log       *rig.Tail
	ssh       string // address

	mu   sync.Mutex
	cmd  *exec.Cmd
	done chan struct{}
}

// newGround starts the chain, with its RPC at an address of this machine, and gives the keys of a node that is not registered yet.
func newGround(t *testing.T, users int, host string) (y *yard, wallet, operator *ecdsa.PrivateKey) {
	t.Helper()
	y = &yard{T: t, log: &rig.Tail{}}
	y.kube = connect(t)
	alloc := types.GenesisAlloc{}
	key := func() *ecdsa.PrivateKey {
		k, err := crypto.GenerateKey()
		y.must(err)
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: new(big.Int).Mul(big.NewInt(1000), big.NewInt(params.Ether))}
		return k
	}
	deployer := key()
	wallet, operator = key(), key()
	p := chain.Params{Admin: rig.Address(deployer)}
	for range users {
		k := key()
		y.users = append(y.users, k)
		p.Genesis = append(p.Genesis, chain.Grant{To: rig.Address(k), Amount: amount.Of(1000).Mul(1e18)})
	}
	var err error
	y.chain, err = devchain.Start(devchain.Config{Alloc: alloc, Period: time.Second}) // so that something is final soon
	y.must(err)
	ctx, end := context.WithCancel(context.Background())
	mined := make(chan error, 1)
	go func() { mined <- y.chain.Run(ctx) }()
	t.Cleanup(func() {
		end()
		if err := <-mined; err != nil {
			t.Error(err)
		}
		y.chain.Close()
	})
	y.addresses, err = chain.Deploy(t.Context(), y.chain.Client(), deployer, p)
	y.must(err)
	h, stop, err := devwallet.Handler(y.chain, devwallet.New(y.chain.Client(), y.addresses.ChainID), nil, []string{host})
	y.must(err)
	rpc, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	y.must(err)
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go srv.Serve(rpc)
	t.Cleanup(func() { srv.Close(); stop() })
	y.rpc, y.node = "ws://"+rpc.Addr().String(), rig.Address(wallet)
	y.client, err = chain.Dial(t.Context(), y.rpc, y.addresses)
	y.must(err)
	t.Cleanup(y.client.Close)
	return y, wallet, operator
}

// rooted are the settings by which a gateway runs root.
var rooted = []string{"--probe-image", "berth/shell", "--sandbox-class", "gvisor"}

// newYard starts all of it. The cluster is left without anything of it in the end. With rooted among the settings the gateway
// finds out what the machines can do, and services start as their images do where it may be so; without it nothing is root.
func newYard(t *testing.T, users int, grace time.Duration, settings ...string) *yard {
	t.Helper()
	y, wallet, operator := newGround(t, users, "127.0.0.1")

	ports := rig.FreePorts(t, 3)
	domain := "yard.localhost:" + strconv.Itoa(ports[0])
	y.url, y.admin = "http://"+domain, "http://127.0.0.1:"+strconv.Itoa(ports[1])
	y.ssh = "127.0.0.1:" + strconv.Itoa(ports[2])
	_, err := chain.NewSender(y.client, wallet, chain.SenderConfig{}).Register(t.Context(), chain.Entry{Operator: rig.Address(operator), Total: total, Endpoint: domain})
	y.must(err)
	dir := t.TempDir()
	y.must(y.addresses.Save(filepath.Join(dir, "addresses.json")))
	y.account = kubetest.Account(t, kubeconfig(t))
	y.args = []string{
		"--node", y.node.String(), "--rpc", y.rpc, "--addresses", filepath.Join(dir, "addresses.json"),
		"--listen", "127.0.0.1:" + strconv.Itoa(ports[0]), "--admin", "127.0.0.1:" + strconv.Itoa(ports[1]), "--domain", domain, "--scheme", "http", "--ssh", y.ssh,
		"--data", filepath.Join(dir, "gateway"), "--region", "test", "--poll", "100ms", "--probation", "0s", "--grace", grace.String(),
		"--price", "BRT:core-hour=0.001", "--runtime", "kube", "--kubeconfig", y.account,
		"--registries", "public,registry.test", "--probe-image", "",
	}
	y.args = append(y.args, settings...)
	y.env = append(os.Environ(), "BERTH_OPERATOR_KEY="+hex.EncodeToString(crypto.FromECDSA(operator)))
	t.Cleanup(func() {
		y.kill(syscall.SIGTERM)
		y.clear()
		if t.Failed() {
			t.Logf("the gateway's log:\n%s", y.log)
		}
	})
	y.start()
	return y
}

func (y *yard) must(err error) {
	y.Helper()
	if err != nil {
		y.Fatal(err)
	}
}

// start starts the gateway and waits until it is ready.
func (y *yard) start() {
	y.Helper()
	y.must(y.launch())
	y.within(30*time.Second, "the gateway is ready", func() error { return rig.Ready(y.admin) })
}

func (y *yard) launch() error {
	bin, err := buildGateway()
	if err != nil {
		return err
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	cmd, done := exec.Command(bin, y.args...), make(chan struct{})
	cmd.Env, cmd.Stdout, cmd.Stderr = y.env, y.log, y.log
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		cmd.Wait()
		close(done)
	}()
	y.cmd, y.done = cmd, done
	return nil
}

// kill ends the gateway with a signal and waits for its end.
func (y *yard) kill(s syscall.Signal) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.cmd == nil {
		return
	}
	y.cmd.Process.Signal(s)
	select {
	case <-y.done:
	case <-time.After(20 * time.Second):
		y.Error("the gateway does not end")
		y.cmd.Process.Kill()
	}
	y.cmd = nil
}

// selector selects what the yard's gateway makes.
func (y *yard) selector() string { return "berth/node=" + hex.EncodeToString(y.node[:]) }

// namespaces are the orders of which the cluster has anything, and the names of their namespaces. Those that are being
// deleted are not among them.
func (y *yard) namespaces() (map[order.ID]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	list, err := y.kube.CoreV1().Namespaces().List(ctx, metav1.ListOptions{LabelSelector: y.selector()})
	if err != nil {
		return nil, err
	}
	all := map[order.ID]string{}
	for _, n := range list.Items {
		if id, err := order.ParseID(n.Labels["berth/order"]); err == nil && n.DeletionTimestamp == nil {
			all[id] = n.Name
		}
	}
	return all, nil
}

func (y *yard) namespace(id order.ID) string {
	y.Helper()
	all, err := y.namespaces()
	y.must(err)
	if all[id] == "" {
		y.Fatalf("order %s has no namespace; there are %v", id, all)
	}
	return all[id]
}

func (y *yard) clear() {
	all, err := y.namespaces()
	if err != nil {
		y.Error(err)
	}
	for _, name := range all {
		if err := y.kube.CoreV1().Namespaces().Delete(context.Background(), name, metav1.DeleteOptions{}); err != nil {
			y.Error(err)
		}
	}
}

// within tries until there is no error any more.
func (y *yard) within(d time.Duration, what string, try func() error) {
	y.Helper()
	rig.Within(y.T, d, what, try)
}
