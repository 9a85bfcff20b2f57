package kube

import (
	"context"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/watch"
	appslisters "k8s.io/client-go/listers/apps/v1"
	batchlisters "k8s.io/client-go/listers/batch/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/logs"
	"berth/gateway/kube/verdict"
)

// watches show a realm's Deployments, Jobs, pods and Services out of memory, each as it was a moment ago. They are safe for
// concurrent use.
type watches struct {
	deployments appslisters.DeploymentLister
	jobs        batchlisters.JobLister
	pods        corelisters.PodLister
	services    corelisters.ServiceLister
	ghosts      ghosts
	blind       atomic.Bool // the pods' watch has broken off, and could not be begun again yet

	ofDeployments, ofJobs, ofPods, ofServices cache.SharedIndexInformer
}

var _ logs.Pods = (*watches)(nil)

func newWatches(client *api.Client, selector string) *watches {
	w := &watches{
		ofDeployments: api.Informer(client, client.Deployments(metav1.NamespaceAll), &appsv1.Deployment{}, selector),
		ofJobs:        api.Informer(client, client.Jobs(metav1.NamespaceAll), &batchv1.Job{}, selector),
		ofServices:    api.Informer(client, client.Services(metav1.NamespaceAll), &corev1.Service{}, selector),
	}
	w.ofPods = api.Informer[*corev1.Pod, *corev1.PodList](client, sighted{client.Pods(metav1.NamespaceAll), &w.blind}, &corev1.Pod{}, selector)
	w.deployments = appslisters.NewDeploymentLister(w.ofDeployments.GetIndexer())
	w.jobs = batchlisters.NewJobLister(w.ofJobs.GetIndexer())
	w.pods = corelisters.NewPodLister(w.ofPods.GetIndexer())
	w.services = corelisters.NewServiceLister(w.ofServices.GetIndexer())
	return w
}

// sighted is a reader of pods that notes whether the API server answers it.
type sighted struct {
	api.Reader[*corev1.Pod, *corev1.PodList]
	blind *atomic.Bool
}

func (s sighted) List(ctx context.Context, o metav1.ListOptions) (*corev1.PodList, error) {
	l, err := s.Reader.List(ctx, o)
	s.blind.Store(err != nil)
	return l, err
}

func (s sighted) Watch(ctx context.Context, o metav1.ListOptions) (watch.Interface, error) {
	w, err := s.Reader.Watch(ctx, o)
	s.blind.Store(err != nil)
	return w, err
}

// informers are all watches.
func (w *watches) informers() []cache.SharedIndexInformer {
	return []cache.SharedIndexInformer{w.ofDeployments, w.ofJobs, w.ofPods, w.ofServices}
}

// run watches until life ends.
func (w *watches) run(life context.Context, loops *sync.WaitGroup) {
	for _, i := range w.informers() {
		loops.Go(func() { i.RunWithContext(life) })
	}
}

// Pods are a service's, those on their way out too; of no service they are all of the namespace.
func (w *watches) Pods(ns, service string) []*corev1.Pod {
	of := labels.Everything()
	if service != "" {
		of = labels.SelectorFromSet(labels.Set{build.LabelService: service})
	}
	all, err := w.pods.Pods(ns).List(of)
	if err != nil {
		return nil
	}
	return all
}

// Pod is one by its name; nil: it is not there.
func (w *watches) Pod(ns, name string) *corev1.Pod {
	p, err := w.pods.Pods(ns).Get(name)
	if err != nil {
		return nil
	}
	return p
}

// Replicas is how often a service is to run.
func (w *watches) Replicas(ns, service string) int {
	d, err := w.deployments.Deployments(ns).Get(service)
	if err != nil {
		return 1
	}
	return verdict.Replicas(d)
}

// newest is a service's newest pod that is not on its way out; nil: there is none.
func (w *watches) newest(ns, service string) *corev1.Pod {
	var newest *corev1.Pod
	for _, p := range w.staying(ns, service, nil) {
		if newest == nil || newest.CreationTimestamp.Before(&p.CreationTimestamp) {
			newest = p
		}
	}
	return newest
}

// staying are a service's pods that are not on their way out; with notes only those of the same revision and restart.
func (w *watches) staying(ns, service string, notes map[string]string) []*corev1.Pod {
	return slices.DeleteFunc(w.Pods(ns, service), func(p *corev1.Pod) bool {
		if p.DeletionTimestamp != nil || w.ghosts.has(p.UID) {
			return true
		}
		return notes != nil && !build.SameStart(p.Annotations, notes)
	})
}

// ending reports whether pods of a namespace are on their way out, which still count against its quota.
func (w *watches) ending(ns string) bool {
	return slices.ContainsFunc(w.Pods(ns, ""), func(p *corev1.Pod) bool { return p.DeletionTimestamp != nil })
}

// shows reports whether the watch has a pod still.
func (w *watches) shows(p *corev1.Pod) bool {
	have := w.Pod(p.Namespace, p.Name)
	return have != nil && have.UID == p.UID
}

// server is what the logs ask of the API server.
type server struct{ client *api.Client }

var _ logs.Server = server{}

func (s server) OpenLog(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error) {
	return s.client.Log(ctx, ns, pod, o)
}

func (s server) Deployed(ctx context.Context, ns, service string) (bool, error) {
	_, err := s.client.Deployments(ns).Get(ctx, service, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = s.client.Jobs(ns).Get(ctx, service, metav1.GetOptions{})
	}
	if apierrors.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

func (s server) Stays(ctx context.Context, ns string) bool {
	n, err := s.client.Namespaces.Get(ctx, ns, metav1.GetOptions{})
	return err == nil && n.DeletionTimestamp == nil
}
