// Package netpol enforces networking.k8s.io/v1 NetworkPolicy on a one-node cluster with nftables: it watches pods,
// namespaces and policies, and keeps one table that says who may talk to whom. IPv4 only. What it does with each packet:
//
//   - between pods, and from a pod to the outside: the sender's egress rules, then the receiver's ingress rules;
//   - from a pod to the node itself, which is where the API server is too: the sender's egress rules;
//   - from the node to a pod: nothing, as upstream has it, so a gateway on the node reaches its pods;
//   - a pod that is not known yet sends nothing: a policy is in force before the first packet, not a second later.
//
// Connections that were allowed when they began go on.
package netpol

import (
	"context"
	"log/slog"
	"time"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// gather is how long changes are gathered before the table is written.
const gather = 20 * time.Millisecond

// Run keeps the table until ctx ends, and leaves it then as it is. load gives rules to `nft -f`.
func Run(ctx context.Context, client kubernetes.Interface, pods string, load func(ctx context.Context, rules string) error, log *slog.Logger) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	dirty := make(chan struct{}, 1)
	mark := func() {
		select {
		case dirty <- struct{}{}:
		default:
		}
	}
	handler := cache.ResourceEventHandlerFuncs{AddFunc: func(any) { mark() }, UpdateFunc: func(any, any) { mark() }, DeleteFunc: func(any) { mark() }}
	podInformer, nsInformer, policyInformer := factory.Core().V1().Pods(), factory.Core().V1().Namespaces(), factory.Networking().V1().NetworkPolicies()
	for _, i := range []cache.SharedIndexInformer{podInformer.Informer(), nsInformer.Informer(), policyInformer.Informer()} {
		if _, err := i.AddEventHandler(handler); err != nil {
			return err
		}
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	mark()
	last := ""
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-dirty:
		}
		time.Sleep(gather)
		var s State
		var err error
		if s.Namespaces, err = nsInformer.Lister().List(labels.Everything()); err != nil {
			return err
		}
		if s.Pods, err = podInformer.Lister().List(labels.Everything()); err != nil {
			return err
		}
		if s.Policies, err = policyInformer.Lister().List(labels.Everything()); err != nil {
			return err
		}
		s.Range = pods
		rules := s.Rules()
		if rules == last {
			continue
		}
		began := time.Now()
		if err := load(ctx, rules); err != nil {
			log.Error("rules refused", "err", err)
			time.AfterFunc(time.Second, mark)
			continue
		}
		last = rules
		log.Info("rules written", "pods", len(s.Pods), "policies", len(s.Policies), "took", time.Since(began))
	}
}
