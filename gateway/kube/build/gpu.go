package build

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"berth/shared/problem"
	"berth/shared/resource"
)

// LabelProduct is what NVIDIA's GPU feature discovery says of a machine's GPUs, such as NVIDIA-A100-SXM4-80GB.
const LabelProduct = "nvidia.com/gpu.product"

// Product makes a model's name of such a label: a100-sxm4-80gb. Parts of a GPU, and ones that are shared, stay what they
// are: they are no whole devices.
func Product(label string) string {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	words = slices.DeleteFunc(words, func(w string) bool {
		return slices.Contains([]string{"nvidia", "corporation", "geforce", "tesla", "quadro", "tensor", "core", "gpu", "generation"}, w)
	})
	return strings.Join(words, "-")
}

// Model is a product's name as resources have it; empty where it cannot be one.
func Model(label string) string {
	var words []string
	for _, w := range strings.Split(Product(label), "-") {
		if !resource.SameModel(w, "") { // memory and form are left out
			words = append(words, w)
		}
	}
	name := strings.Join(words, "-")
	if len(name) > resource.MaxModel {
		name = strings.Join(words, "")
		name = name[:min(len(name), resource.MaxModel)]
	}
	if !resource.ValidModel(name) {
		return ""
	}
	return name
}

// Products are the labels of the machines that have GPUs.
func Products(nodes []corev1.Node) []string {
	var all []string
	for _, n := range nodes {
		if q := n.Status.Allocatable[GPU]; !q.IsZero() || n.Labels[LabelProduct] != "" {
			if l := n.Labels[LabelProduct]; !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	slices.Sort(all)
	return all
}

// OfModel are the labels of the model that was bought. None, and no error: any machine will do, since no model was bought
// or the machines do not say what they have.
func OfModel(bought resource.Resources, labels []string) ([]string, error) {
	if bought.GPU == 0 || bought.GPUModel == "" {
		return nil, nil
	}
	var found []string
	for _, l := range labels {
		if resource.SameModel(bought.GPUModel, Product(l)) {
			found = append(found, l)
		}
	}
	if len(found) == 0 && len(labels) > 0 && !slices.Contains(labels, "") {
		return nil, problem.New(422, problem.DoesNotFit, "no machine of this node has a GPU of the model %s", bought.GPUModel).
			Remedy("the node has to mend this; the order can be cancelled")
	}
	return found, nil
}
