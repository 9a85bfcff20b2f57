package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// up starts the cluster. A run that is there, whole or killed half-way, is cleared away first, and also what is left of
// one whose folder was removed.
func (c *cluster) up(ctx context.Context) error {
	if _, err := exec.LookPath("ip"); err != nil {
		return fmt.Errorf("ip is missing; remedy: apt-get install iproute2")
	}
	_, mine := os.Stat(c.Run)
	if _, err := net.InterfaceByName(c.NodeDev); mine != nil && err == nil {
		if conn, err := net.DialTimeout("tcp", c.NodeIP+":6443", time.Second); err == nil {
			conn.Close()
			return fmt.Errorf("a cluster with another BERTH_CLUSTER_DIR runs on this machine, and there can be one only; remedy: go run . down with that folder")
		}
	}
	if err := c.down(ctx); err != nil {
		return fmt.Errorf("clear an earlier run away: %w", err)
	}
	if err := c.unpack(ctx); err != nil {
		return err
	}
	if err := c.buildKube(ctx); err != nil {
		return err
	}
	if err := c.buildEngine(ctx); err != nil {
		return err
	}
	if err := c.buildSandbox(ctx); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c.say("no gVisor, and no runtime class gvisor: %v", err)
	}
	if err := c.buildTools(ctx); err != nil {
		return err
	}
	c.say("built")
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	if err := c.prepare(ctx); err != nil {
		return err
	}
	if err := c.connect(ctx); err != nil {
		return err
	}
	c.say("network, certificates")
	containerd, err := c.start("containerd", filepath.Join(c.Bin, "containerd"), "--config", c.run("containerd/config.toml"))
	if err != nil {
		return err
	}
	imported := make(chan error, 1)
	go func() {
		err := c.await(ctx, "containerd", containerd, func() bool { _, err := c.ctr(ctx, "version"); return err == nil })
		if err == nil {
			err = c.importImages(ctx)
		}
		imported <- err
	}()
	if err := c.control(ctx); err != nil {
		return err
	}
	if err := <-imported; err != nil {
		return err
	}
	c.say("images imported")
	if err := c.node(ctx); err != nil {
		return err
	}
	fmt.Println(c.kubeconfig())
	return nil
}

// prepare writes all that the components read.
func (c *cluster) prepare(ctx context.Context) error {
	for _, dir := range []string{"log", "pid", "etcd", "cni", "kubelet", "containerd", "path"} {
		if err := os.MkdirAll(c.run(dir), 0o755); err != nil {
			return err
		}
	}
	if err := c.saveSettings(); err != nil {
		return err
	}
	tables, err := c.exec(ctx, "", filepath.Join(c.Root, "usr/sbin/nft"), "list", "tables")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.run("tables"), []byte(tables), 0o644); err != nil {
		return err
	}
	for _, name := range []string{"iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save", "ip6tables-restore"} {
		if err := os.Symlink(filepath.Join(c.Root, "usr/sbin/xtables-nft-multi"), c.run("path", name)); err != nil {
			return err
		}
	}
	for name, path := range map[string]string{
		"containerd.toml": c.run("containerd/config.toml"), "runsc.toml": c.run("containerd/runsc.toml"), "hosts.toml": c.run("containerd/certs.d/_default/hosts.toml"),
		"cni.conflist": c.run("cni/10-berth.conflist"), "kubelet.yaml": c.run("kubelet.yaml"), "proxy.yaml": c.run("proxy.yaml"),
		"resolv.conf": c.run("resolv.conf"), "addons.yaml": c.run("addons.yaml"),
	} {
		if err := c.fill(name, path, c); err != nil {
			return err
		}
	}
	return c.certify(c.run("pki"))
}

// control starts the control plane, and what can start beside it.
func (c *cluster) control(ctx context.Context) error {
	outside := []string{"ip", "netns", "exec", c.Outside, filepath.Join(c.Bin, "outside")}
	if _, err := c.start("outside", outside...); err != nil {
		return err
	}
	if _, err := c.start("registry", filepath.Join(c.Bin, "registry"), "-listen", c.NodeIP+":5000", "-dir", c.run("registry"), "-dir", filepath.Join(c.Dir, "images")); err != nil {
		return err
	}
	const etcd, peer = "http://127.0.0.1:2379", "http://127.0.0.1:2380"
	if _, err := c.start("etcd", filepath.Join(c.Bin, "kube"), "etcd", "--data-dir", c.run("etcd"), "--unsafe-no-fsync",
		"--listen-client-urls", etcd, "--advertise-client-urls", etcd, "--listen-peer-urls", peer,
		"--initial-advertise-peer-urls", peer, "--initial-cluster", "default="+peer); err != nil {
		return err
	}
	pki := func(name string) string { return c.run("pki", name) }
	ended, err := c.start("apiserver", filepath.Join(c.Bin, "kube-apiserver"), "--etcd-servers="+etcd,
		"--bind-address="+c.NodeIP, "--advertise-address="+c.NodeIP, "--secure-port=6443",
		"--tls-cert-file="+pki("apiserver.crt"), "--tls-private-key-file="+pki("apiserver.key"), "--client-ca-file="+pki("ca.crt"),
		"--kubelet-client-certificate="+pki("kubelet-client.crt"), "--kubelet-client-key="+pki("kubelet-client.key"),
		"--kubelet-certificate-authority="+pki("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
		"--service-account-key-file="+pki("sa.pub"), "--service-account-signing-key-file="+pki("sa.key"),
		"--service-account-issuer=https://kubernetes.default.svc", "--service-cluster-ip-range="+c.Service,
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true",
		"--cert-dir="+c.run("apiserver"))
	if err != nil {
		return err
	}
	api, err := c.api()
	if err != nil {
		return err
	}
	if err := c.await(ctx, "apiserver", ended, func() bool {
		body, err := api.get(ctx, "/readyz")
		return err == nil && string(body) == "ok"
	}); err != nil {
		return err
	}
	c.say("API server ready")
	for _, p := range []struct {
		name, program string
		args          []string
	}{
		// Without the higher limits the first pod of a namespace is five seconds late.
		{"manager", "kube-controller-manager", []string{"--kube-api-qps=500", "--kube-api-burst=1000", "--use-service-account-credentials=true",
			"--root-ca-file=" + pki("ca.crt"), "--service-account-private-key-file=" + pki("sa.key"),
			"--cluster-signing-cert-file=" + pki("ca.crt"), "--cluster-signing-key-file=" + pki("ca.key")}},
		{"scheduler", "kube-scheduler", nil},
	} {
		config := pki(p.name + ".kubeconfig")
		args := append([]string{filepath.Join(c.Bin, p.program), "--kubeconfig=" + config, "--authentication-kubeconfig=" + config,
			"--authorization-kubeconfig=" + config, "--bind-address=127.0.0.1", "--leader-elect=false", "--cert-dir=" + c.run(p.name)}, p.args...)
		if _, err := c.start(p.name, args...); err != nil {
			return err
		}
	}
	return nil
}

// node starts what makes this machine a node, and waits until it is ready.
func (c *cluster) node(ctx context.Context) error {
	ended, err := c.start("kubelet", filepath.Join(c.Bin, "kubelet"), "--config="+c.run("kubelet.yaml"), "--kubeconfig="+c.run("pki/kubelet.kubeconfig"),
		"--root-dir="+c.run("kubelet"), "--cert-dir="+c.run("kubelet/pki"), "--hostname-override="+c.Node, "--node-ip="+c.NodeIP,
		"--containerd="+c.run("containerd/sock")) // for cAdvisor, which asks by itself whose network it counts
	if err != nil {
		return err
	}
	if _, err := c.start("proxy", filepath.Join(c.Bin, "kube-proxy"), "--config="+c.run("proxy.yaml")); err != nil {
		return err
	}
	agent, err := c.start("agent", filepath.Join(c.Bin, "agent"), "node", "-kubeconfig", c.kubeconfig(), "-pods", c.Pods,
		"-nft", filepath.Join(c.Root, "usr/sbin/nft"), "-volumes", c.run("volumes"), "-node", c.Node)
	if err != nil {
		return err
	}
	if _, err := c.exec(ctx, "", filepath.Join(c.Bin, "kubectl"), "--kubeconfig", c.kubeconfig(), "apply", "-f", c.run("addons.yaml")); err != nil {
		return err
	}
	api, err := c.api()
	if err != nil {
		return err
	}
	if err := c.await(ctx, "kubelet", ended, func() bool { return api.condition(ctx, "/api/v1/nodes/"+c.Node, "Ready") }); err != nil {
		return err
	}
	if err := c.await(ctx, "agent", agent, func() bool {
		_, err := c.exec(ctx, "", filepath.Join(c.Root, "usr/sbin/nft"), "list", "table", "ip", "berth-policy")
		return err == nil
	}); err != nil {
		return err
	}
	c.say("node ready")
	if err := c.await(ctx, "kubelet", ended, func() bool {
		return api.condition(ctx, "/apis/apps/v1/namespaces/kube-system/deployments/dns", "Available")
	}); err != nil {
		return err
	}
	c.say("names answered")
	return nil
}

// status says what runs.
func (c *cluster) status(ctx context.Context) error {
	up := true
	for _, name := range processes {
		pid, ok := c.recorded(name)
		state := fmt.Sprintf("runs as %d", pid)
		if !ok {
			up, state = false, "does not run"
		}
		fmt.Printf("%-10s %s\n", name, state)
	}
	if !up {
		return fmt.Errorf("the cluster is not up; remedy: go run . up")
	}
	api, err := c.api()
	if err != nil {
		return err
	}
	if !api.condition(ctx, "/api/v1/nodes/"+c.Node, "Ready") {
		return fmt.Errorf("the node is not ready; see %s", c.run("log"))
	}
	refs, err := c.ctr(ctx, "images", "ls", "-q")
	if err != nil {
		return err
	}
	for ref := range strings.FieldsSeq(refs) {
		if !strings.HasPrefix(ref, "sha256:") {
			fmt.Printf("%-10s %s\n", "image", ref)
		}
	}
	fmt.Println(c.kubeconfig())
	return nil
}
