package doctor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/gateway"
	"berth/gateway/kube"
	"berth/gateway/kube/build"
	"berth/gateway/kube/inspect"
	"berth/gateway/local"
	"berth/shared/resource"
)

// onCluster makes a check of one that is for clusters alone.
func (e *exam) onCluster(look func(ctx context.Context) []Finding) func(ctx context.Context) []Finding {
	return func(ctx context.Context) []Finding {
		switch {
		case e.cfg.Runtime != "kube":
			return skip("not on this runtime")
		case e.kube == nil:
			return skip("the cluster has to be reached first")
		}
		return look(ctx)
	}
}

// account asks the API server who this is.
func (e *exam) account(ctx context.Context) []Finding {
	if e.cfg.Runtime != "kube" {
		return skip("not on this runtime")
	}
	who, err := "", e.kubeErr
	if err == nil {
		who, err = e.kube.Who(ctx)
	}
	switch {
	case err != nil:
		return fail("name the right file with --kubeconfig; in a pod, give it a service account and let it reach the API server", "the cluster is not reached: %v", err)
	case build.IsAccount(who):
		return fine("the API server knows it as %s", who)
	}
	return warn("give it a service account of its own, as gateway/kube/role.yaml says: what somebody does who has this kubeconfig is then confined to orders",
		"the API server knows it as %q, which is no service account, so nothing confines it", who)
}

const rolesRemedy = "kubectl apply -f role.yaml -f confine.yaml, and bind the roles to its account as the first lines of role.yaml say"

// rights asks for each right of role.yaml that holds before there are orders. Those within an order's namespace are the trial's.
func (e *exam) rights(ctx context.Context) []Finding {
	needed, err := inspect.Rights(inspect.RoleNode, "")
	if err != nil {
		return fail("", "%v", err)
	}
	lacking, err := e.kube.Lacking(ctx, needed)
	switch {
	case err != nil:
		return dunno("", "the API server does not say: %v", err)
	case len(lacking) > 0:
		return fail(rolesRemedy, "its account lacks %d of %d rights: %s", len(lacking), len(needed), list(lacking))
	}
	return fine("its account has all %d rights that a gateway needs outside of orders' namespaces", len(needed))
}

// reach looks whether the account may connect to pods in the way that is set.
func (e *exam) reach(ctx context.Context) []Finding {
	if e.cfg.ReachPods == string(kube.ReachDirect) {
		return fine("pods are connected to by their addresses, and the API server is not asked")
	}
	needed, err := inspect.Rights(inspect.RoleForward, "")
	if err != nil {
		return fail("", "%v", err)
	}
	lacking, err := e.kube.Lacking(ctx, needed)
	const remedy = "kubectl create clusterrolebinding berth-gateway-forward --clusterrole=berth-gateway-forward, for its account as the first lines of role.yaml say; with the Helm chart, rbac.forward"
	switch {
	case err != nil:
		return dunno("", "the API server does not say: %v", err)
	case len(lacking) == 0:
		return fine("its account may connect to pods through the API server")
	case e.cfg.ReachPods == string(kube.ReachAuto):
		return warn(remedy, "pods are reached by their addresses alone: its account lacks %s", list(lacking))
	}
	return fail(remedy, "no service is reached: its account lacks %s", list(lacking))
}

// list names a few.
func list[T fmt.Stringer](all []T) string {
	const most = 6
	var names []string
	for _, x := range all[:min(len(all), most)] {
		names = append(names, x.String())
	}
	if more := len(all) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// trial makes an order's things in the cluster and sees what becomes of them. It answers for several checks at once.
func (e *exam) trial(ctx context.Context) []Finding {
	codes := []string{"order-rights", "network-policy", "storage", "runtime-class"}
	all := func(f []Finding) (each []Finding) {
		for _, code := range codes {
			f[0].Check = code
			each = append(each, f[0])
		}
		return each
	}
	switch {
	case e.cfg.Runtime != "kube":
		return all(skip("not on this runtime"))
	case e.kube == nil:
		return all(skip("the cluster has to be reached first"))
	case e.Image == "":
		return all(dunno("run doctor with --probe-image IMAGE, one that has sh and nc", "no pod was started to try it"))
	}
	ctx, cancel := context.WithTimeout(ctx, trial-10*time.Second) // what is left is for taking it away
	defer cancel()
	o, err := e.kube.Try(ctx, inspect.Trial{Image: e.Image, StorageClass: e.cfg.StorageClass, RuntimeClass: e.cfg.RuntimeClass, Waits: e.Waits})
	if err != nil && o.Namespace == "" {
		return all(skip("the cluster has to be reached first: %v", err))
	}
	found := [][]Finding{e.orderRights(o, err), e.fenced(o), e.storage(o), e.runtimeClass(o)}
	var flat []Finding
	for i, f := range found {
		f[0].Check = codes[i]
		flat = append(flat, f...)
	}
	return flat
}

func (e *exam) orderRights(o inspect.Outcome, err error) []Finding {
	switch {
	case err != nil:
		return fail(rolesRemedy, "what an order needs could not be made and taken away: %v", err)
	case len(o.Lacking) > 0:
		return fail(rolesRemedy, "in an order's namespace its account lacks %d rights: %s", len(o.Lacking), list(o.Lacking))
	case o.Account == "":
		return fine("it can make what an order needs, with rights of its own")
	}
	return fine("it gives itself its role in an order's namespace and can make what an order needs there")
}

// fenced says whether a network policy really keeps a pod from the cluster.
func (e *exam) fenced(o inspect.Outcome) []Finding {
	switch {
	case o.Fenced:
		return fine("a pod that reached the API server did not any more %s after its network policy was there", o.After.Round(time.Second))
	case o.Reached:
		return fail("install an enforcer of network policies, such as Calico, Cilium or kube-router: without one, tenants reach the cluster and one another",
			"network policies are not enforced: a pod reaches the API server in spite of one")
	case len(o.Lacking) > 0:
		return skip("its rights have to be right first")
	case o.NetWhy != "":
		return dunno("see why pods do not start; --probe-image names another image that has sh and nc", "no pod ran that could have tried: %s", o.NetWhy)
	}
	return dunno("see that pods reach the API server's service, and that the image has nc", "the pod that tried reached nobody without a network policy either, so its silence with one says nothing")
}

func (e *exam) storage(o inspect.Outcome) []Finding {
	class := "the cluster's default storage class"
	if e.cfg.StorageClass != "" {
		class = "the storage class " + e.cfg.StorageClass
	}
	switch {
	case o.Disk:
		return fine("%s gives disks, and a pod writes to them", class)
	case len(o.Lacking) > 0:
		return skip("its rights have to be right first")
	case o.NetWhy != "":
		return dunno("see why pods do not start", "no pod ran that could have tried: %s", o.NetWhy)
	}
	why := o.DiskWhy
	if why == "" {
		why = "the pod wrote nothing"
	}
	return fail("kubectl get storageclass: one has to be the default, or be named by --storage-class, and its provisioner has to run", "%s gave no disk: %s", class, why)
}

func (e *exam) runtimeClass(o inspect.Outcome) []Finding {
	switch {
	case e.cfg.RuntimeClass == "":
		return fine("none is set: pods run as the cluster's machines run all; a sandbox such as gVisor (--runtime-class) keeps tenants further from the machines' kernels")
	case o.Reached || o.Disk:
		return fine("pods run with %s", e.cfg.RuntimeClass)
	case len(o.Lacking) > 0:
		return skip("its rights have to be right first")
	}
	return fail("kubectl get runtimeclass: --runtime-class must be one of them, and the machines must have its handler", "no pod runs with %s: %s", e.cfg.RuntimeClass, o.NetWhy)
}

// scratch looks whether machines count what pods write outside of disks.
func (e *exam) scratch(ctx context.Context) []Finding {
	machines, bad := e.machines(ctx)
	if bad != nil {
		return bad
	}
	var none []string
	takes := 0
	for _, m := range machines {
		if !m.Takes {
			continue
		}
		takes++
		if m.ScratchMiB == 0 {
			none = append(none, m.Name)
		}
	}
	switch {
	case takes == 0:
		return fail("kubectl get nodes: one has to be ready, without a taint", "no machine of the cluster takes pods")
	case len(none) > 0:
		return fail("let their kubelets see the file system that they write to (LocalStorageCapacityIsolation)", "these machines do not say what ephemeral storage they have, so no pod with a limit on it is placed there: %s", strings.Join(none, ", "))
	}
	return fine("all %d machines that take pods count ephemeral storage", takes)
}

func (e *exam) machines(ctx context.Context) ([]inspect.Machine, []Finding) {
	all, err := e.kube.Machines(ctx)
	if err != nil {
		return nil, dunno("see the checks before", "the machines are not known: %v", err)
	}
	return all, nil
}

// figures looks who tells what is used.
func (e *exam) figures(ctx context.Context) []Finding {
	machines, bad := e.machines(ctx)
	if bad != nil {
		return bad
	}
	if len(machines) == 0 {
		return skip("there are no machines")
	}
	f, err := e.kube.Figures(ctx, machines[0].Name)
	switch {
	case err != nil:
		return dunno("", "what is used is not known: %v", err)
	case f.Kubelet:
		return fine("the kubelets tell what is used")
	case f.Metrics:
		return warn("kubectl create clusterrolebinding berth-gateway-use, as role.yaml says",
			"only the metrics API tells what is used: nothing is known of disks, and traffic past the gateway is not counted")
	}
	return warn("kubectl create clusterrolebinding berth-gateway-use, as role.yaml says; or install metrics-server", "nobody tells what is used: users see no figures, and traffic past the gateway is not counted")
}

// promise holds what the registry promises against what the runtime can give.
func (e *exam) promise(ctx context.Context) []Finding {
	n, found := e.node(ctx)
	if found != nil {
		return found
	}
	if !n.Registered() {
		return skip("the node has to be in the registry first")
	}
	if e.cfg.Runtime == "kube" && e.kube == nil {
		return skip("the cluster has to be reached first")
	}
	can, err := capacity(ctx, &e.cfg, e.told.Contracts, e.kube)
	if err != nil {
		return dunno("see the checks before", "what the cluster can give is not known: %v", err)
	}
	if can.GPUModel == "" {
		can.GPUModel = n.Total.GPUModel // the runtime does not tell models apart
	}
	short := can.Lacks(n.Total)
	if len(short) == 0 {
		return fine("the runtime can give what the registry promises: %s", amounts(n.Total))
	}
	var all []string
	for _, s := range short {
		all = append(all, fmt.Sprintf("%s %d of %d", s.Dimension, s.Free, s.Wanted))
	}
	return warn("enter the lower figures (berth-gateway register), or give the runtime more; until then only what there is is quoted", "the registry promises more than the runtime can give: %s", strings.Join(all, ", "))
}

// Capacity is what the runtime of a configuration can give in all, to this node.
func Capacity(ctx context.Context, cfg *gateway.Config, at chain.Addresses) (resource.Resources, error) {
	if cfg.Runtime != "kube" {
		return capacity(ctx, cfg, at, nil)
	}
	cluster, err := inspect.Open(cfg.Kubeconfig)
	if err != nil {
		return resource.Resources{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, usual)
	defer cancel()
	return capacity(ctx, cfg, at, cluster)
}

func capacity(ctx context.Context, cfg *gateway.Config, at chain.Addresses, cluster *inspect.Cluster) (resource.Resources, error) {
	if cfg.Runtime != "kube" {
		return local.Machine(cfg.Data, local.Total), nil
	}
	return cluster.Free(ctx, build.Realm{Node: cfg.Node, ChainID: at.ChainID, Market: at.Market})
}

// amounts are resources in a few words.
func amounts(r resource.Resources) string {
	s := fmt.Sprintf("%g cores, %.4g GiB of memory, %.4g GiB of disk", float64(r.CPUMilli)/1000, float64(r.MemoryMiB)/1024, float64(r.DiskMiB)/1024)
	if r.GPU > 0 {
		s += fmt.Sprintf(", %d GPUs", r.GPU)
	}
	return s
}
