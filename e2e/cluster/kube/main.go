// Command kube is the whole of Kubernetes in one file: etcd, every control-plane and node component and kubectl, picked
// by the name that it is called by or by its first argument. One link instead of seven is what makes building it
// bearable. It is a module of its own, because k8s.io/kubernetes needs its staging modules at versions that the
// cluster's client, and the gateway's, has left behind.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	"k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	manager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

const usage = "usage: kube {etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubelet|kube-proxy|kubectl} ..."

func main() {
	if !run(filepath.Base(os.Args[0])) {
		os.Args = os.Args[1:]
		if len(os.Args) == 0 || !run(os.Args[0]) {
			fmt.Fprintln(os.Stderr, usage)
			os.Exit(2)
		}
	}
}

// run runs the program of that name with os.Args, and is false if there is none.
func run(name string) bool {
	var c *cobra.Command
	switch name {
	case "etcd":
		etcdmain.Main(os.Args)
		return true
	case "kube-apiserver":
		c = apiserver.NewAPIServerCommand()
	case "kube-controller-manager":
		c = manager.NewControllerManagerCommand()
	case "kube-scheduler":
		c = scheduler.NewSchedulerCommand()
	case "kubelet":
		c = kubelet.NewKubeletCommand(context.Background())
	case "kube-proxy":
		c = proxy.NewProxyCommand()
	case "kubectl":
		if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
			fmt.Fprintln(os.Stderr, "error: "+strings.TrimSpace(err.Error()))
			os.Exit(1)
		}
		return true
	default:
		return false
	}
	os.Exit(cli.Run(c))
	return true
}
