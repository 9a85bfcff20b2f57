package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kube "k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
	"berth/shared/eth"
	"berth/shared/wire"
)

// TestClusterInTheBrowser does on a phone what only a node in front of a real cluster can: several services out of one
// file, the log of each, what the cluster tells of them, what they use, a shell, and a way back.
func TestClusterInTheBrowser(t *testing.T) {
	config := os.Getenv("BERTH_KUBECONFIG")
	if config == "" {
		t.Skip("needs a cluster: make e2e-kube, or make cluster-up and BERTH_KUBECONFIG set to the path that it prints")
	}
	d, deep := startOnCluster(t, config)
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
	p.shows("65532") // the image's own user
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

// startOnCluster starts the demo with a node in front of a cluster, and gives that node's address.
func startOnCluster(t *testing.T, config string, args ...string) (d *demo, deep string) {
	t.Helper()
	return startBefore(t, config, kubetest.Account(t, config), rig.FreePorts(t, 1)[0], args...)
}

// startBefore is startOnCluster for a demo with another account than a gateway's own, and with a port of the caller's.
func startBefore(t *testing.T, config, kubeconfig string, port int, args ...string) (d *demo, deep string) {
	t.Helper()
	d = startDemo(t, t.TempDir(), append(args, "--kubeconfig", kubeconfig, "--kube-port", strconv.Itoa(port))...)
	res, err := http.Get(d.app + "/api/nodes")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var list wire.NodeList
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	for _, n := range list.Items {
		if n.Name == "Deep Water" {
			deep = n.Address.String()
		}
	}
	t.Cleanup(func() { collect(t, config, deep) })
	return d, deep
}

// inside is the test cluster's registry by its address, and its files of the private image there, with a password, by format.
const inside = "10.250.0.1:5000"

var private = map[string]string{
	"compose": `services:
  web:
    image: ` + inside + `/private/hello
    ports: ["8080:8080"]
    environment: {GREETING: A private image from Compose}
    x-berth-registry: {host: "` + inside + `", username: berth, password: %s}
`,
	"sdl": `version: "2.0"
services:
  web:
    image: ` + inside + `/private/hello
    credentials: {host: "` + inside + `", username: berth, password: %s}
    env: [GREETING=A private image from an SDL]
    expose:
      - {port: 8080, as: 80, to: [{global: true}]}
profiles:
  compute:
    web:
      resources: {cpu: {units: 0.05}, memory: {size: 32Mi}, storage: {size: 16Mi}}
  placement:
    any:
      pricing: {web: {denom: uakt, amount: 1}}
deployment:
  web: {any: {profile: web, count: 1}}
`,
}

// TestFormatsOnClusterInTheBrowser deploys a template, a Compose file, Kubernetes YAML and an SDL, one after the other, from the page onto
// a real cluster, and then an image that wants a password: a wrong one is told before anything is signed, and the right one works.
func TestFormatsOnClusterInTheBrowser(t *testing.T) {
	config := os.Getenv("BERTH_KUBECONFIG")
	if config == "" {
		t.Skip("needs a cluster: make e2e-kube, or make cluster-up and BERTH_KUBECONFIG set to the path that it prints")
	}
	d, deep := startOnCluster(t, config, "--registries", "public", "--registries", inside)
	p := window{width: 390, height: 844}.open(t)
	p.rentsFrom(d, "hello", 4, deep)
	p.click("deploy")
	p.ready("hello")

	version := 1
	next := func(format, file, says, shot string) {
		t.Helper()
		p.click("tab-deploy")
		p.click("deploy-format-" + format)
		p.fill("deploy-text", file)
		p.until(format+" is fine", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && document.querySelector('[data-test="deploy-plan"]') && !document.querySelector('[data-test="deploy-problems"]')`)
		p.shot(shot + "-plan")
		p.click("deploy")
		version++
		p.until("it is the next version", fmt.Sprintf(revisionIs, version))
		p.ready("web")
		p.opens(says)
		p.shot(shot + "-ready")
	}
	next("compose", "services:\n  web:\n    image: berth/hello\n    ports: [\"8080:8080\"]\n    environment:\n      GREETING: Hello from a Compose file\n", "Hello from a Compose file", "cluster-compose")
	next("kubernetes", kubernetes, "Hello from Kubernetes", "cluster-kubernetes")
	sdl := strings.ReplaceAll(strings.ReplaceAll(private["sdl"], inside+"/private/hello", "berth/hello"), "A private image from an SDL", "Hello from an SDL")
	lines := slices.DeleteFunc(strings.Split(sdl, "\n"), func(l string) bool { return strings.Contains(l, "credentials") })
	next("sdl", strings.Join(lines, "\n"), "Hello from an SDL", "cluster-sdl")

	p.click("tab-deploy")
	p.click("deploy-format-compose")
	p.fill("deploy-text", fmt.Sprintf(private["compose"], "wrong"))
	p.see("deploy-problems")
	p.until("the password is wrong", `document.querySelector('[data-test="problem"]')?.innerText.includes("refuses the user and password that web has for it")`)
	p.until("it cannot be deployed", `document.querySelector('[data-test="deploy"]').getAttribute("aria-disabled") === "true"`)
	p.shot("cluster-private-wrong")
	next("compose", fmt.Sprintf(private["compose"], "berth-test"), "A private image from Compose", "cluster-private")
	next("sdl", fmt.Sprintf(private["sdl"], "berth-test"), "A private image from an SDL", "cluster-private-sdl")
	p.click("tab-deploy")
	p.see(fmt.Sprintf("version-%d", version))
	if eval[bool](p, `[...document.querySelectorAll(".version")].some(e => e.innerText.includes("berth-test"))`) {
		t.Error("a version shows the password")
	}
}

// newcomer is what somebody brings to the demo: an image that begins as root, gives its disk to a user, and becomes that user.
const newcomer = `services:
  site:
    image: berth/official
    ports: ["8080:80"]
    volumes: ["site:/data"]
volumes:
  site: {}
`

// TestNewcomerOnClusterInTheBrowser goes the way of the README's of who has a cluster, with the rights that its kubeconfig has: the
// node's admin page says what the cluster lacks and what to do; once that is done, a file is brought to the rent page, paid, and deployed
// by itself; it is opened, its log read, a shell opened in it, it is stopped, and the order ended.
func TestNewcomerOnClusterInTheBrowser(t *testing.T) {
	config := os.Getenv("BERTH_KUBECONFIG")
	if config == "" {
		t.Skip("needs a cluster: make e2e-kube, or make cluster-up and BERTH_KUBECONFIG set to the path that it prints")
	}
	c, err := clientcmd.BuildConfigFromFlags("", config)
	if err != nil {
		t.Fatal(err)
	}
	client, err := kube.NewForConfig(c)
	if err != nil {
		t.Fatal(err)
	}
	// A cluster that nobody has prepared for Berth.
	const policy = "berth-gateway-pods"
	bindings := client.AdmissionregistrationV1().ValidatingAdmissionPolicyBindings()
	kubetest.Install(t, client)
	kept, err := bindings.Get(t.Context(), policy, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // for other tests, where this one does not come to it
		kept.ObjectMeta = metav1.ObjectMeta{Name: kept.Name}
		if _, err := bindings.Create(context.Background(), kept, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
			t.Error(err)
		}
	})
	if err := bindings.Delete(t.Context(), policy, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	port := rig.FreePorts(t, 1)[0]
	d, deep := startBefore(t, config, config, port)
	node, err := eth.ParseAddress(deep)
	if err != nil {
		t.Fatal(err)
	}

	// What it lacks is in the log and on the node's admin page: that nothing runs as root, with the line that mends it. Nothing is said
	// to be missing that this cluster has: policies that are enforced, disks, figures, user namespaces.
	a := window{width: 1280, height: 900}.open(t)
	a.open(d.app) // where the Dev wallet is
	a.loginAdmin(fmt.Sprintf("http://n4.localhost:%d", port), node)
	const lacks = `[...document.querySelectorAll('[data-test="attention"]')].filter(e => e.dataset.code.startsWith("cluster-"))`
	a.within(4*time.Minute, "what the cluster lacks", lacks+`.map(e => e.dataset.code).join() === "cluster-no-root" && `+lacks+`[0].innerText.includes("kubectl apply -f gateway/kube/confine.yaml")`)
	a.shot("newcomer-lacks")
	kubetest.Install(t, client) // that line, and the roles
	a.within(4*time.Minute, "nothing is lacking any more", lacks+`.length === 0`)
	a.shot("newcomer-lacks-nothing")

	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", 4)+" || "+count("node-link", 4))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent")
	p.click("own-paste")
	p.fill("own-text", newcomer)
	p.click("own-text-use")
	p.until("a node that can run it has looked at it", `document.querySelector('[data-test="own-answer"]')?.dataset.tone === "running"`)
	p.shot("newcomer-file")
	p.click("rent-to-price")
	p.compares()
	p.shot("newcomer-rent")
	p.click("wallet") // after which it goes on by itself
	p.see("rent-done")
	p.clickCSS(fmt.Sprintf(`[data-test="answer"][data-node=%q] `, deep) + sel("choose"))
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")
	p.within(2*time.Minute, "it is deployed by itself, and answers", `document.querySelector('[data-test="service"][data-name="site"]')?.dataset.phase === "ready"`)
	p.shot("newcomer-ready")
	p.opens(`"began":0`)

	p.click("tab-logs")
	p.until("its log", `document.querySelectorAll('[data-test="log-line"]').length > 0`)
	p.click("tab-shell")
	p.click("shell-open")
	p.shellIs("open")
	p.keys("id\r")
	p.shows("uid=0(root)") // in a user namespace
	p.shot("newcomer-shell")

	p.click("tab-overview")
	p.click("service-stop")
	p.click("stop-confirm")
	p.until("it is stopped", `document.querySelector('[data-test="service"][data-name="site"]')?.dataset.phase === "stopped"`)
	p.shot("newcomer-stopped")
	p.click("end-order")
	p.click("end-confirm")
	p.see("outcome")
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
