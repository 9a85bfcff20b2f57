package text

// Categories are the kinds of services, in the order in which they are shown.
var Categories = []struct {
	Key  string
	Name Text
}{
	{"site", Text{"Websites and blogs", "网站与博客"}},
	{"team", Text{"Working together", "团队协作"}},
	{"files", Text{"Files and storage", "文件与存储"}},
	{"database", Text{"Databases and search", "数据库与搜索"}},
	{"queue", Text{"Messages and queues", "消息与队列"}},
	{"dev", Text{"Development", "开发工具"}},
	{"data", Text{"Data and analytics", "数据与分析"}},
	{"automation", Text{"Automation", "自动化"}},
	{"monitoring", Text{"Monitoring", "监控"}},
	{"ai", Text{"Language models", "语言模型"}},
	{"game", Text{"Games", "游戏"}},
	{"web", Text{"Web servers", "网页服务器"}},
	{"demo", Text{"Berth's own, to try it out", "Berth 自带的试用服务"}},
}

// Category is what a kind of services is called.
func (t T) Category(key string) string {
	for _, c := range Categories {
		if c.Key == key {
			return t.Say(c.Name)
		}
	}
	return key
}

// Words of the catalogue.
var (
	ShelfTitle   = Text{"Services", "服务目录"}
	ShelfLead    = Text{"Common services, ready to be deployed: choose one, rent a size that suits it, and say what it needs to know.", "常用服务，开箱即用：选好服务，租用合适的规格，填写必要的设置即可。"}
	ShelfLook    = Text{"See what can be deployed", "查看可部署的服务"}
	ShelfHint    = Text{"Name, kind or image", "名称、类别或镜像"}
	ShelfKind    = Text{"Kind", "类别"}
	ShelfAll     = Text{"All kinds", "全部类别"}
	ShelfCount   = Plural{"%d service", "%d services", "%d 个服务"}
	ShelfNone    = Text{"No service is like that", "没有符合条件的服务"}
	ShelfNoneDo  = Text{"Other words may find it. Whatever has an image can be deployed with a Compose file of your own.", "换个词试试。任何有镜像的服务都可以用你自己的 Compose 文件部署。"}
	ShelfFrom    = Text{"from %s", "%s 起"}
	ShelfRoot    = Text{"root inside", "内部 root"}
	ShelfAway    = Text{"These need a node with Kubernetes", "以下服务需要 Kubernetes 节点"}
	ShelfNowhere = Text{"No node that answers now can run it: it needs one with Kubernetes", "目前在线的节点都无法运行它：需要 Kubernetes 节点"}
	ShelfFirst   = Text{"Once it runs:", "运行后："}

	ShelfAwayText  = Text{"The nodes that answer now have only a few images built in, or run none that start as root. Nodes in front of Kubernetes run any; what is marked as root inside needs one with user namespaces or a sandbox.", "目前在线的节点只有内置的少数镜像，或不运行以 root 启动的镜像。Kubernetes 节点可运行任意镜像；标有“内部 root”的还需要节点支持用户命名空间或沙箱。"}
	ShelfNotHere   = Text{"This order's node cannot run it", "此订单的节点无法运行它"}
	ShelfNotHereDo = Text{"The node has only images of its own. Choose one of those, or rent from a node with Kubernetes.", "该节点只有自带的镜像。请选择其中之一，或改租 Kubernetes 节点。"}

	RentAnother   = Text{"Choose another", "换一个"}
	RentDetail    = Text{"What it is and where its figures come from", "服务详情与数据来源"}
	RentNowhere   = Text{"No node that answers now can run this service.", "目前在线的节点都无法运行此服务。"}
	SettingMade   = Text{"made up in your browser", "由你的浏览器生成"}
	SettingFilled = Text{"filled in with the order's address", "自动填入订单的访问地址"}

	ServicePage     = Text{"Service", "服务"}
	ServiceRent     = Text{"Rent for it", "为它租用"}
	ServiceNeeds    = Text{"What it needs", "所需资源"}
	ServiceNoPrice  = Text{"no node has this now", "目前没有节点能提供"}
	ServiceTraffic  = Text{"Traffic is an estimate of ours throughout.", "流量均为我们的估算。"}
	ServiceReach    = Text{"How it is reached", "访问方式"}
	ServiceAbout    = Text{"About it", "关于"}
	ServiceRuns     = Text{"How it runs", "运行方式"}
	ServiceVersion  = Text{"Software", "软件版本"}
	ServiceLicence  = Text{"Licence", "许可证"}
	ServiceHome     = Text{"Homepage", "主页"}
	ServiceDocs     = Text{"Image's documentation", "镜像文档"}
	ServiceSettings = Text{"What is asked for when it is deployed", "部署时需要填写"}

	ReachWeb     = Text{"in the browser, at an address of its own", "用浏览器访问独立地址"}
	ReachForward = Text{"by a forward or SSH, from your computer", "从你的电脑通过转发或 SSH 访问"}
	RunsPlain    = Text{"as a plain user, without any right on the machine", "以普通用户运行，对主机没有任何权限"}
	RunsRooted   = Text{"an image of it starts as root: inside a user namespace or a sandbox, never as the machine's", "有镜像以 root 启动：仅在用户命名空间或沙箱内，绝不是主机的 root"}

	SourceDocs     = Text{"Figures from", "数据来自"}
	SourceLink     = Text{"its documentation", "官方文档"}
	SourceMeasured = Text{"Measured by Berth:", "Berth 实测："}
	SourceEstimate = Text{"An estimate of Berth's: its documentation gives no figures for this.", "Berth 的估算：官方文档没有给出相应数据。"}

	ParamPlain  = Text{"Letters, digits and -._~ only.", "只能使用字母、数字和 -._~。"}
	ParamFilled = Text{"Filled in from the order. Change it if the service is to have a name of yours.", "根据订单自动填写；如使用自己的域名请修改。"}
	SecretShow  = Text{"Show", "显示"}
	SecretHide  = Text{"Hide", "隐藏"}
	SecretMake  = Text{"Make a new one", "重新生成"}
	SecretCopy  = Text{"Copy", "复制"}
	SecretsNew  = Text{"The secrets were made in your browser and stay in this tab; only the order's node gets them, and never gives them out again. Copy what you need before you close it.", "密钥由你的浏览器生成，只保存在此标签页；只会发送给订单的节点，且节点不会再次给出。关闭前请复制所需内容。"}
	SecretsOld  = Text{"What runs has secrets that its data may hang on, and the node does not give them out. Enter the same again, unless you mean to change them.", "正在运行的服务已有密钥，其数据可能依赖它们，而节点不会再次给出。除非有意更换，请填写相同的内容。"}
)
