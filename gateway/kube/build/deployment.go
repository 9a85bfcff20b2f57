package build

import (
	"slices"
	"strconv"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"berth/gateway/manifest"
)

// user is who a service's process is inside its container, unless the manifest names another; never root.
const user = 10001

// labelTogether is on the pods of services that share a volume: they have to be on one machine.
const labelTogether = "berth/together"

// Deployment runs a service. A new revision starts beside the old one where what was bought has room for both,
// else after its end.
func Deployment(p Plan, s manifest.Service) Object[DeploymentSpec] {
	labels := p.LabelsOf(s.Name)
	spec := podSpec(p, s)
	if p.together(s) {
		labels[labelTogether] = "true"
	}
	spec.Affinity = affinity(p, s)
	strategy := &appsv1.DeploymentStrategy{Type: appsv1.RecreateDeploymentStrategyType}
	if p.Beside(p.index(s.Name)) {
		one, none := intstr.FromInt32(1), intstr.FromInt32(0)
		strategy = &appsv1.DeploymentStrategy{
			Type: appsv1.RollingUpdateDeploymentStrategyType, RollingUpdate: &appsv1.RollingUpdateDeployment{MaxSurge: &one, MaxUnavailable: &none},
		}
	}
	replicas, history := int32(s.Count()), int32(1)
	return Object[DeploymentSpec]{p.headOf("apps/v1", "Deployment", s.Name, s.Name), DeploymentSpec{
		Replicas:             &replicas,
		RevisionHistoryLimit: &history,
		Strategy:             strategy,
		Selector:             &metav1.LabelSelector{MatchLabels: map[string]string{LabelOrder: p.Order.String(), LabelService: s.Name}},
		Template:             PodTemplate{Metadata: Metadata{Labels: labels, Annotations: podNotes(p)}, Spec: spec},
	}}
}

// podNotes are on a service's pods: of which revision they are, and how fast they may speak (where the network's plugin
// knows of that).
func podNotes(p Plan) map[string]string {
	notes := p.notes()
	if p.Bandwidth > 0 {
		rate := strconv.FormatUint(uint64(p.Bandwidth), 10) + "M"
		notes["kubernetes.io/ingress-bandwidth"], notes["kubernetes.io/egress-bandwidth"] = rate, rate
	}
	return notes
}

// podSpec is a service's pod, without its place.
func podSpec(p Plan, s manifest.Service) PodSpec {
	no, yes := false, true
	uid, gid, grace, group := int64(user), int64(user), int64(10), corev1.FSGroupChangeOnRootMismatch
	if s.User > 0 {
		uid, gid = s.User, s.User
	}
	if s.Group > 0 {
		gid = s.Group
	}
	spec := PodSpec{
		PodSpec: corev1.PodSpec{
			AutomountServiceAccountToken:  &no,
			EnableServiceLinks:            &no,
			TerminationGracePeriodSeconds: &grace,
			SecurityContext: &corev1.PodSecurityContext{
				RunAsNonRoot: &yes, RunAsUser: &uid, RunAsGroup: &gid, FSGroup: &gid, FSGroupChangePolicy: &group,
				SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
			},
			Volumes: podVolumes(s),
		},
		Containers: []Container{container(p, s)},
	}
	if s.Pull != nil {
		spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: RegistryName(s)}}
	}
	if p.RuntimeClass != "" {
		spec.RuntimeClassName = &p.RuntimeClass
	}
	return spec
}

// affinity is where a service's pods may be; nil: anywhere.
func affinity(p Plan, s manifest.Service) *corev1.Affinity {
	a := &corev1.Affinity{}
	if p.together(s) {
		a.PodAffinity = &corev1.PodAffinity{RequiredDuringSchedulingIgnoredDuringExecution: []corev1.PodAffinityTerm{{
			TopologyKey:   corev1.LabelHostname,
			LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{LabelOrder: p.Order.String(), labelTogether: "true"}},
		}}}
	}
	products, stays := p.Placed[s.Name]
	if !stays {
		products = p.Products
	}
	if len(products) > 0 && p.Share(p.index(s.Name)).GPU > 0 {
		a.NodeAffinity = &corev1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{
			NodeSelectorTerms: []corev1.NodeSelectorTerm{{MatchExpressions: []corev1.NodeSelectorRequirement{
				{Key: LabelProduct, Operator: corev1.NodeSelectorOpIn, Values: products},
			}}},
		}}
	}
	if a.PodAffinity == nil && a.NodeAffinity == nil {
		return nil
	}
	return a
}

// together reports whether another service mounts one of this one's volumes.
func (p Plan) together(s manifest.Service) bool {
	for _, o := range p.Manifest.Services {
		if o.Name != s.Name && slices.ContainsFunc(o.Mounts, func(x manifest.Mount) bool {
			return slices.ContainsFunc(s.Mounts, func(y manifest.Mount) bool { return x.Volume == y.Volume })
		}) {
			return true
		}
	}
	return false
}
