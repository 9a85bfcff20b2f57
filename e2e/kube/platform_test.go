package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"berth/contracts/chain"
	"berth/e2e/rig"
)

// TestHelmPlatform is the way of who runs a platform with its Helm chart: the image is made and imported, the chart installed into a
// namespace that enforces the level "restricted", and the platform reads the chain and serves its site and its nodes.
func TestHelmPlatform(t *testing.T) {
	config := kubeconfig(t)
	if _, err := os.Stat(filepath.Join(filepath.Dir(config), "..", "containerd", "sock")); err != nil {
		t.Skipf("the cluster is not e2e/cluster's, which takes an image out of a file: %v", err)
	}
	y, wallet, operator := newGround(t, 1, nodeAddress(t))
	helm := y.tool("helm", filepath.Join("..", "..", "deploy"), "go", "build", "-o", filepath.Join(t.TempDir(), "helm"), "helm.sh/helm/v3/cmd/helm")
	root, dir := filepath.Join("..", ".."), t.TempDir()
	site := filepath.Join(dir, "site")
	y.must(os.Mkdir(site, 0o755))
	y.must(os.WriteFile(filepath.Join(site, "index.html"), []byte("<h1>a platform in a pod</h1>"), 0o644))
	bin := y.tool("the platform", root, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, "berth-platform"), "./bff/main")
	y.ran("the image", filepath.Join(root, "deploy", "image"), "go", "run", ".", "-program", "berth-platform", "-site", site, "-version", "e2e", "-out", dir, bin)
	y.ran("the import", filepath.Join(root, "e2e", "cluster"), "go", "run", ".", "import", filepath.Join(dir, "berth-platform.tar"))
	_, err := chain.NewSender(y.client, wallet, chain.SenderConfig{}).Register(t.Context(), chain.Entry{Operator: rig.Address(operator), Total: total, Endpoint: "n1.example.org"})
	y.must(err)

	const space = "platforms"
	spaces := y.kube.CoreV1().Namespaces()
	_, err = spaces.Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: space, Labels: map[string]string{"pod-security.kubernetes.io/enforce": "restricted"}}}, metav1.CreateOptions{})
	y.must(err)
	t.Cleanup(func() {
		if err := spaces.Delete(context.Background(), space, metav1.DeleteOptions{}); err != nil {
			t.Error(err)
		}
	})
	values, addresses := filepath.Join(dir, "values.yaml"), filepath.Join(dir, "addresses.json")
	y.must(y.addresses.Save(addresses))
	raw, err := yaml.Marshal(map[string]any{
		"publicURL": "http://localhost:8080", "replicas": 1, "rpc": map[string]any{"url": y.rpc}, "tls": map[string]any{"mode": "none"},
		"image": map[string]any{"tag": "e2e"}, "persistence": map[string]any{"size": "64Mi", "keep": false}, "settings": map[string]any{"finality": "0", "poll": "200ms"},
	})
	y.must(err)
	y.must(os.WriteFile(values, raw, 0o600))
	do := func(args ...string) error {
		ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, helm, append(args, "--namespace", space, "--kubeconfig", config)...)
		cmd.Env = append(os.Environ(), "HELM_CACHE_HOME="+t.TempDir(), "HELM_CONFIG_HOME="+t.TempDir(), "HELM_DATA_HOME="+t.TempDir())
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("helm %v: %w\n%s", args, err, out)
		}
		return nil
	}
	log := func() string {
		raw, err := y.kube.CoreV1().RESTClient().Get().AbsPath("/api/v1/namespaces/"+space+"/pods").Param("labelSelector", "app.kubernetes.io/instance=p").DoRaw(context.Background())
		return fmt.Sprintf("%s %v", raw, err)
	}
	chart := filepath.Join(root, "deploy", "helm", "berth-platform")
	began := time.Now()
	if err := do("install", "p", chart, "--values", values, "--set-file", "addresses="+addresses, "--wait", "--timeout", "3m"); err != nil {
		t.Fatalf("%v\n%s", err, log())
	}
	t.Logf("ready %.1f s after helm install", time.Since(began).Seconds())
	ask := func(path string) (string, error) {
		s, err := y.kube.CoreV1().Services(space).Get(y.Context(), "p", metav1.GetOptions{})
		if err != nil {
			return "", err
		}
		ctx, cancel := context.WithTimeout(y.Context(), 5*time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, "GET", "http://"+net.JoinHostPort(s.Spec.ClusterIP, "80")+path, nil)
		if err != nil {
			return "", err
		}
		req.Host = "localhost:8080"
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		if err == nil && res.StatusCode != 200 {
			err = fmt.Errorf("%s: %s %.200s", path, res.Status, b)
		}
		return string(b), err
	}
	serves := func(path, want string) func() error {
		return func() error {
			got, err := ask(path)
			if err == nil && !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
				err = fmt.Errorf("%s: %.300s", path, got)
			}
			return err
		}
	}
	y.within(20*time.Second, "its site", serves("/", "a platform in a pod"))
	y.within(20*time.Second, "the node", serves("/api/nodes", y.node.String()))
	y.within(20*time.Second, "the name", serves("/api/info", `"Berth"`))
	if err := do("upgrade", "p", chart, "--reuse-values", "--set", "name=Elsewhere", "--wait", "--timeout", "3m"); err != nil {
		t.Fatal(err)
	}
	y.within(20*time.Second, "the new name", serves("/api/info", `"Elsewhere"`))
	y.within(20*time.Second, "the node after an upgrade", serves("/api/nodes", y.node.String()))
	if err := do("uninstall", "p", "--wait", "--timeout", "2m"); err != nil {
		t.Fatal(err)
	}
	y.within(time.Minute, "an uninstall leaves nothing", func() error {
		_, err := y.kube.CoreV1().PersistentVolumeClaims(space).Get(y.Context(), "p", metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return nil
		}
		return errors.Join(err, errors.New("the volume is there"))
	})
}
