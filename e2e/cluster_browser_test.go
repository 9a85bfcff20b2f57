package e2e

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kube "k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
	"berth/shared/wire"
)

// TestClusterInTheBrowser does on a phone what only a node in front of a real cluster can: several services out of one
// file, the log of each, what the cluster tells of them, what they use, a shell, and a way back.
func TestClusterInTheBrowser(t *testing.T) {
	config := os.Getenv("BERTH_KUBECONFIG")
	if config == "" {
		t.Skip("needs a cluster: make e2e-kube, or make cluster-up and BERTH_KUBECONFIG set to the path that it prints")
	}
	d := startDemo(t, t.TempDir(), "--kubeconfig", kubetest.Account(t, config), "--kube-port", strconv.Itoa(rig.FreePorts(t, 1)[0]))
	res, err := http.Get(d.app + "/api/nodes")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var list wire.NodeList
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	deep := ""
	for _, n := range list.Items {
		if n.Name == "Deep Water" {
			deep = n.Address.String()
		}
	}
	t.Cleanup(func() { collect(t, config, deep) })
	p := window{width: 390, height: 844}.open(t)
	p.rentsFrom(d, "hello", 4, deep)

	p.click("tab-deploy")
	p.click("deploy-format-compose")
	p.fill("deploy-text", "services:\n  web:\n    image: berth/shell\n    ports: [\"8080:8080\"]\n    environment:\n      GREETING: Hello from a cluster\n  side:\n    image: berth/hello\n    ports: [\"8080:8080\"]\n")
	p.click("authorise")
	p.see("deploy-plan")
	p.shot("cluster-plan")
	p.click("deploy")
	p.ready("web")
	p.ready("side")
	p.shot("cluster-ready")

	p.click("tab-logs")
	p.until("its first line", `document.querySelector('[data-test="logs"]').innerText.includes("serves order")`)
	p.shot("cluster-logs")
	p.click("tab-activity")
	for _, code := range []string{wire.HappenedDeployed, wire.HappenedPlaced, wire.HappenedBegan, wire.HappenedReady} {
		p.until(code+" is told", `document.querySelector('[data-test="happening"][data-code="`+code+`"]')`)
	}
	p.until("what it uses", `document.querySelector('[data-test="use-memory"] svg')`)
	p.shot("cluster-activity")

	p.click("tab-shell")
	p.click("shell-open")
	p.shellIs("open")
	p.keys("id -u\r")
	p.shows("10001")
	p.keys("echo ")
	p.compose("泊位🚢")
	p.keys("$((40+2))\r")
	p.shows("泊位🚢42")
	p.keys("stty size\r")
	p.shot("cluster-shell")
	p.do(chromedp.EmulateViewport(1280, 900, chromedp.EmulateScale(1)))
	p.shot("cluster-shell-wide")
	p.keys("exit 5\r")
	p.shellIs("ended")
	p.until("with its code", `document.querySelector('[data-test="shell"]').innerText.includes("exit code 5")`)
}

// collect leaves nothing of a node's orders in the cluster.
func collect(t *testing.T, config, node string) {
	c, err := clientcmd.BuildConfigFromFlags("", config)
	if err != nil {
		t.Error(err)
		return
	}
	client, err := kube.NewForConfig(c)
	if err != nil {
		t.Error(err)
		return
	}
	all, err := client.CoreV1().Namespaces().List(context.Background(), metav1.ListOptions{LabelSelector: "berth/node=" + strings.ToLower(strings.TrimPrefix(node, "0x"))})
	if err != nil || len(all.Items) == 0 {
		t.Errorf("namespaces of node %s: %d, %v", node, len(all.Items), err)
		return
	}
	for _, n := range all.Items {
		if err := client.CoreV1().Namespaces().Delete(context.Background(), n.Name, metav1.DeleteOptions{}); err != nil {
			t.Error(err)
		}
	}
}
