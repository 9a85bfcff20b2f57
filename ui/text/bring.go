package text

// Words of what comes along with a file: a folder or an archive, and values for its variables.
var (
	DeployFolder   = Text{"Choose a folder", "选择文件夹"}
	DeployNoBundle = Text{"This node takes a file alone: no values and no files along with it.", "该节点只接受单个文件，不支持附带变量值或其他文件。"}

	BroughtReading = Text{"Reading %s", "正在读取 %s"}
	BroughtWhich   = Text{"%d files in %s say what is to run. Which one?", "%[2]s 中有 %[1]d 个文件可用于部署，选择哪一个？"}
	BroughtFiles   = Plural{"%d file comes along", "%d files come along", "附带 %d 个文件"}
	BroughtOthers  = Plural{"%d more is not named in it and stays on your machine.", "%d more are not named in it and stay on your machine.", "另有 %d 个文件未被引用，留在你的电脑上。"}
	BroughtLeft    = Plural{"%d thing that it names is left out", "%d things that it names are left out", "有 %d 项被引用但未附带"}
	BroughtDrop    = Text{"Leave these files out", "不附带这些文件"}
	BroughtNot     = Text{"It is not taken:", "无法使用："}

	BuildGit     = Text{"That is a Git repository. Nodes run images; they build none.", "这是 Git 仓库。节点只运行镜像，不负责构建。"}
	BuildFolder  = Text{"There is a Dockerfile, and no file that says what is to run. Nodes run images; they build none.", "这里只有 Dockerfile，没有说明如何运行的文件。节点只运行镜像，不负责构建。"}
	BuildHow     = Text{"Build the image on your machine and push it to a registry; then write a Compose file with it, or use the example.", "请在自己的电脑上构建镜像并推送到镜像仓库，然后在 Compose 文件中引用它，或从示例开始。"}
	BuildCommand = Text{"Builds and pushes it", "构建并推送"}

	ValuesTitle   = Text{"Values", "变量值"}
	ValuesWords   = Text{"The file leaves these open. They go to this order's node alone, and stay in this tab for the next version.", "文件中有以下变量待填。它们只会发送给这个订单的节点，并保存在此标签页供下个版本使用。"}
	ValuesEnv     = Text{"Values from a .env file", "使用 .env 文件中的值"}
	ValuesEnvHelp = Text{"Paste it or drop the file here: NAME=value, one a line. What is entered above comes first.", "粘贴内容或拖入文件，每行一个 NAME=value。上方填写的值优先。"}
	ValueNeeded   = Text{"It needs a value.", "必填。"}
	ValueGiven    = Text{"It has a value from the .env file.", "值来自 .env 文件。"}
	ValueDefault  = Text{"Empty: what the file has for it.", "留空则使用文件中的默认值。"}
	ValueMake     = Text{"Make up a value for %s", "为 %s 随机生成"}

	VersionValues = Text{"Values", "变量值"}
	VersionFiles  = Text{"Files along with it", "附带文件"}
)

// Words of the user's own file, before there is an order for it.
var (
	BringTitle    = Text{"Bring your own", "运行你自己的"}
	BringImage    = Text{"Or an image", "或填写镜像"}
	BringImageBad = Text{"Enter an image's name, for example nginx:1.29.", "请输入镜像名称，例如 nginx:1.29。"}
	BringUse      = Text{"Use it", "使用"}
	BringPaste    = Text{"Paste a file's text", "粘贴文件内容"}
	BringWords    = Text{"A Compose file, Kubernetes YAML or Akash SDL, alone or in a folder or archive. A node looks at it before you pay, and says what it needs. It sees the text; of other files the names, and no values.", "Compose 文件、Kubernetes YAML 或 Akash SDL，可单独提供，也可放在文件夹或压缩包中。付款前由节点检查并给出所需资源。节点只会看到文本和其他文件的名称，看不到变量值。"}
	BringLooking  = Text{"Asking a node to look at it", "正在请节点检查"}
	BringBy       = Text{"%s, looked at by %s.", "%s，由 %s 检查。"}
	BringFine     = Plural{"%d service runs as it is", "%d services run as they are", "%d 个服务可以直接运行"}
	BringValues   = Plural{"%d value is asked for once there is an order.", "%d values are asked for once there is an order.", "有 %d 个变量值，下单后再填写。"}
	BringRoot     = Text{"It wants to run as root: choose a node that offers that.", "它需要以 root 运行，请选择支持的节点。"}
	BringNobody   = Text{"No node can be asked now. You can deploy it once there is an order.", "目前没有节点可以检查。下单后仍可部署。"}
	BringAgain    = Text{"Have it looked at", "请节点检查"}
	BringDrop     = Text{"Without it", "不使用该文件"}
)

// PackWhy is why a folder, an archive or a file in one is not taken.
var PackWhy = map[string]Text{
	"damaged":  {"it is no zip, tar or tar.gz, or it is damaged.", "不是 zip、tar 或 tar.gz，或已损坏。"},
	"large":    {"it is too large: an archive may have 16 MiB, what it unpacks to 32 MiB, a file in it 256 KiB, and the one that says what is to run 64 KiB.", "太大：压缩包最多 16 MiB，解压后最多 32 MiB，其中每个文件最多 256 KiB，用于部署的文件最多 64 KiB。"},
	"many":     {"there are too many files: 10,000 in all, 64 that come along.", "文件太多：总共最多 10,000 个，附带最多 64 个。"},
	"outside":  {"its path leads out of the folder.", "路径超出了文件夹范围。"},
	"twice":    {"two files in it have the same path.", "其中两个文件路径相同。"},
	"link":     {"it is a link. Put the file itself there.", "它是链接，请放入文件本身。"},
	"locked":   {"it is encrypted.", "它已加密。"},
	"packing":  {"it is packed in a way that browsers cannot undo. Pack it as zip or tar.gz.", "浏览器无法解开这种压缩方式，请改用 zip 或 tar.gz。"},
	"room":     {"with all others it is more than a version may have, 512 KiB.", "与其他文件合计超过一个版本的上限 512 KiB。"},
	"nothing":  {"there is no Compose file, Kubernetes YAML or Akash SDL in it.", "其中没有 Compose 文件、Kubernetes YAML 或 Akash SDL。"},
	"unbuilt":  {"there is only what an image would be built from.", "其中只有用于构建镜像的内容。"},
	"bad-name": {"its name has signs that no file may have here.", "文件名含有不允许的字符。"},
}
