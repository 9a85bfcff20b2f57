package kubetest

import (
	"context"
	"io"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/client-go/kubernetes"

	"berth/gateway/kube/api"
)

// StandIn is client-go's fake as the client that a Cluster knows.
func StandIn(c kubernetes.Interface) *api.Client {
	core := c.CoreV1()
	return &api.Client{
		Namespaces: core.Namespaces(), Nodes: core.Nodes(), ServiceRanges: c.NetworkingV1().ServiceCIDRs(),
		Classes:    c.StorageV1().StorageClasses(),
		Pods:       func(ns string) api.Objects[*corev1.Pod, *corev1.PodList] { return core.Pods(ns) },
		Services:   func(ns string) api.Objects[*corev1.Service, *corev1.ServiceList] { return core.Services(ns) },
		ConfigMaps: func(ns string) api.Objects[*corev1.ConfigMap, *corev1.ConfigMapList] { return core.ConfigMaps(ns) },
		Secrets:    func(ns string) api.Objects[*corev1.Secret, *corev1.SecretList] { return core.Secrets(ns) },
		Disks: func(ns string) api.Objects[*corev1.PersistentVolumeClaim, *corev1.PersistentVolumeClaimList] {
			return core.PersistentVolumeClaims(ns)
		},
		Quotas: func(ns string) api.Objects[*corev1.ResourceQuota, *corev1.ResourceQuotaList] {
			return core.ResourceQuotas(ns)
		},
		Limits: func(ns string) api.Objects[*corev1.LimitRange, *corev1.LimitRangeList] { return core.LimitRanges(ns) },
		Deployments: func(ns string) api.Objects[*appsv1.Deployment, *appsv1.DeploymentList] {
			return c.AppsV1().Deployments(ns)
		},
		Jobs: func(ns string) api.Objects[*batchv1.Job, *batchv1.JobList] { return c.BatchV1().Jobs(ns) },
		Policies: func(ns string) api.Objects[*networkingv1.NetworkPolicy, *networkingv1.NetworkPolicyList] {
			return c.NetworkingV1().NetworkPolicies(ns)
		},
		Bindings: func(ns string) api.Writer[*rbacv1.RoleBinding] { return c.RbacV1().RoleBindings(ns) },
		Events:   func(ns string) api.Reader[*corev1.Event, *corev1.EventList] { return core.Events(ns) },
		Endpoints: func(ns string) api.Reader[*discoveryv1.EndpointSlice, *discoveryv1.EndpointSliceList] {
			return c.DiscoveryV1().EndpointSlices(ns)
		},
		Log: func(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error) {
			return core.Pods(ns).GetLogs(pod, o).Stream(ctx)
		},
		ListsOnly: true,
	}
}
