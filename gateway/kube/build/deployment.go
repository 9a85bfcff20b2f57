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

// labelTogether is on the pods of services that share a volume: they have to be on one machine.
const labelTogether = "berth/together"

// Deployment runs a service. A new revision starts beside the old one where what was bought has room for both,
// else after its end. One that waits is paused: no pod of this revision is made, and the old one goes on if it may.
func Deployment(p Plan, s manifest.Service) Object[DeploymentSpec] {
	strategy := &appsv1.DeploymentStrategy{Type: appsv1.RecreateDeploymentStrategyType}
	if p.Beside(p.index(s.Name)) {
		one, none := intstr.FromInt32(1), intstr.FromInt32(0)
		strategy = &appsv1.DeploymentStrategy{
			Type: appsv1.RollingUpdateDeploymentStrategyType, RollingUpdate: &appsv1.RollingUpdateDeployment{MaxSurge: &one, MaxUnavailable: &none},
		}
	}
	replicas, history := int32(s.Count()), int32(1)
	if p.Waits[s.Name] && !p.Beside(p.index(s.Name)) {
		replicas = 0
	}
	if p.Sleeps(s.Name) {
		replicas = 0
	}
	return Object[DeploymentSpec]{p.headWaiting("apps/v1", "Deployment", s), DeploymentSpec{
		Replicas:             &replicas,
		Paused:               p.Waits[s.Name],
		RevisionHistoryLimit: &history,
		Strategy:             strategy,
		Selector:             &metav1.LabelSelector{MatchLabels: map[string]string{LabelOrder: p.Order.String(), LabelService: s.Name}},
		Template:             template(p, s),
	}}
}

// template is what a service's pods are made of.
func template(p Plan, s manifest.Service) PodTemplate {
	labels := p.LabelsOf(s.Name)
	spec := podSpec(p, s)
	if p.together(s) {
		labels[labelTogether] = "true"
	}
	spec.Affinity = affinity(p, s)
	return PodTemplate{Metadata: Metadata{Labels: labels, Annotations: podNotes(p, s.Name)}, Spec: spec}
}

// headWaiting is of an object that runs a service. Where it waits, it says for what.
func (p Plan) headWaiting(version, kind string, s manifest.Service) Head {
	h := p.headOf(version, kind, s.Name, s.Name)
	if p.Waits[s.Name] {
		h.Metadata.Annotations = map[string]string{NoteAfter: manifest.AfterText(s.After), NoteReplicas: strconv.Itoa(s.Count())}
	}
	if p.Sleeps(s.Name) {
		h.Metadata.Annotations = map[string]string{NoteAsleep: "true"}
	}
	return h
}

// podNotes are on a service's pods: of which revision they are, and how fast they may speak (where the network's plugin
// knows of that).
func podNotes(p Plan, service string) map[string]string {
	notes := p.notes(service)
	if p.Bandwidth > 0 {
		rate := strconv.FormatUint(uint64(p.Bandwidth), 10) + "M"
		notes["kubernetes.io/ingress-bandwidth"], notes["kubernetes.io/egress-bandwidth"] = rate, rate
	}
	return notes
}

// podSpec is a service's pod, without its place.
func podSpec(p Plan, s manifest.Service) PodSpec {
	no := false
	spec := PodSpec{
		PodSpec: corev1.PodSpec{
			AutomountServiceAccountToken: &no,
			EnableServiceLinks:           &no,
			Volumes:                      podVolumes(p, s),
		},
	}
	processes(p, s, &spec)
	if Registry(p, s) != nil {
		spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: RegistryName(s)}}
	}
	isolate(p, s, &spec)
	return spec
}

// processes puts a service's processes into its pod, with what is theirs together: names, and how they end.
func processes(p Plan, s manifest.Service, spec *PodSpec) {
	may, grace := Allowed(p, s), int64(10)
	if s.Grace > 0 {
		grace = int64(s.Grace)
	}
	spec.TerminationGracePeriodSeconds = &grace
	spec.InitContainers = filling(p, s)
	for _, x := range parts(s) {
		c := container(p, s, x, may[x.container])
		if x.before {
			spec.InitContainers = append(spec.InitContainers, c)
		} else {
			spec.Containers = append(spec.Containers, c)
		}
	}
	for _, h := range s.Hosts {
		spec.HostAliases = append(spec.HostAliases, corev1.HostAlias{IP: h.Address, Hostnames: []string{h.Name}})
	}
	if s.Reap {
		spec.ShareProcessNamespace = &s.Reap // its first process is the runtime's own, which reaps
	}
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
	spot, stays := p.Placed[s.Name]
	if !stays {
		spot = Spot{Products: p.Products, Machines: p.Machines[s.Isolation]}
	}
	var all []corev1.NodeSelectorRequirement
	if len(spot.Products) > 0 && p.Share(p.index(s.Name)).GPU > 0 {
		all = append(all, corev1.NodeSelectorRequirement{Key: LabelProduct, Operator: corev1.NodeSelectorOpIn, Values: spot.Products})
	}
	if len(spot.Machines) > 0 && !IsPlain(s) {
		all = append(all, corev1.NodeSelectorRequirement{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: spot.Machines})
	}
	if len(all) > 0 {
		a.NodeAffinity = &corev1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{
			NodeSelectorTerms: []corev1.NodeSelectorTerm{{MatchExpressions: all}},
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
		if o.Name != s.Name && slices.ContainsFunc(o.Disks(), func(x string) bool { return slices.Contains(s.Disks(), x) }) {
			return true
		}
	}
	return false
}
