<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ErrorText</name>
    <message>
        <source>A value given is not valid.</source>
        <translation>给出的值无效。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有做任何更改。</translation>
    </message>
    <message>
        <source>Correct the value and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>The data does not follow its format.</source>
        <translation>数据不符合其格式。</translation>
    </message>
    <message>
        <source>It is damaged, cut off, or something else than it is taken for.</source>
        <translation>它可能已损坏、被截断，或并非所认定的内容。</translation>
    </message>
    <message>
        <source>Obtain it again from its source; the technical details say where reading stopped.</source>
        <translation>请从来源处重新获取；技术详情中说明了读取在何处停止。</translation>
    </message>
    <message>
        <source>The data is larger than is read here.</source>
        <translation>数据超出了可读取的大小。</translation>
    </message>
    <message>
        <source>Sizes are limited so that a hostile file cannot stop the program.</source>
        <translation>限制大小是为了防止恶意文件使程序停止工作。</translation>
    </message>
    <message>
        <source>Split it into smaller parts.</source>
        <translation>请将其拆分为较小的部分。</translation>
    </message>
    <message>
        <source>This kind of data is not supported by this version.</source>
        <translation>此版本不支持这种数据。</translation>
    </message>
    <message>
        <source>It is well-formed, but nothing was read from it.</source>
        <translation>其格式正确，但没有读取任何内容。</translation>
    </message>
    <message>
        <source>Convert it to another form, such as PEM, or update the program.</source>
        <translation>请转换为其他形式（例如 PEM)，或更新本程序。</translation>
    </message>
    <message>
        <source>Nothing usable was found.</source>
        <translation>未找到可用的内容。</translation>
    </message>
    <message>
        <source>The source was read, but it holds nothing of what was looked for.</source>
        <translation>来源已读取，但其中没有所要查找的内容。</translation>
    </message>
    <message>
        <source>Check that the right file, folder or address was given.</source>
        <translation>请确认所给的文件、文件夹或地址正确。</translation>
    </message>
    <message>
        <source>A passphrase is needed.</source>
        <translation>需要口令。</translation>
    </message>
    <message>
        <source>The content is encrypted and stays unread without it.</source>
        <translation>内容已加密，没有口令就无法读取。</translation>
    </message>
    <message>
        <source>Enter the passphrase and try again.</source>
        <translation>请输入口令后重试。</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>口令错误。</translation>
    </message>
    <message>
        <source>Check keyboard layout and Caps Lock, then try again.</source>
        <translation>请检查键盘布局和大写锁定后重试。</translation>
    </message>
    <message>
        <source>The passphrase is too weak.</source>
        <translation>口令强度不足。</translation>
    </message>
    <message>
        <source>Whoever steals the files could guess it.</source>
        <translation>窃得文件的人可能会猜出它。</translation>
    </message>
    <message>
        <source>Choose a longer one; several unrelated words are strong and easy to keep in mind.</source>
        <translation>请使用更长的口令；几个互不相关的词既强又好记。</translation>
    </message>
    <message>
        <source>It does not exist.</source>
        <translation>不存在。</translation>
    </message>
    <message>
        <source>It was moved, removed, or its name is written differently.</source>
        <translation>它可能已被移动、删除，或名称写法不同。</translation>
    </message>
    <message>
        <source>Check the name and try again.</source>
        <translation>请核对名称后重试。</translation>
    </message>
    <message>
        <source>It exists already.</source>
        <translation>已存在。</translation>
    </message>
    <message>
        <source>It was left as it is; nothing was overwritten.</source>
        <translation>原有内容保持不变，没有覆盖任何东西。</translation>
    </message>
    <message>
        <source>Choose another name or place.</source>
        <translation>请选择其他名称或位置。</translation>
    </message>
    <message>
        <source>Access was denied by the operating system.</source>
        <translation>操作系统拒绝了访问。</translation>
    </message>
    <message>
        <source>This user account may not read or write it.</source>
        <translation>当前用户帐户无权读取或写入。</translation>
    </message>
    <message>
        <source>Have the permissions changed, or work under an account that has them.</source>
        <translation>请调整权限，或使用有权限的帐户。</translation>
    </message>
    <message>
        <source>It can be read but not written.</source>
        <translation>只能读取，不能写入。</translation>
    </message>
    <message>
        <source>Make the folder or medium writable, or choose another place.</source>
        <translation>请使文件夹或介质可写，或选择其他位置。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The step was taken back completely; what was stored before is intact.</source>
        <translation>此步骤已完全撤回，之前保存的内容完好无损。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Reading or writing failed.</source>
        <translation>读写失败。</translation>
    </message>
    <message>
        <source>The disk, the network share or the medium did not do what it was asked to.</source>
        <translation>磁盘、网络共享或介质未能完成操作。</translation>
    </message>
    <message>
        <source>Check the device and try again; if it happens again, take a backup soon.</source>
        <translation>请检查设备后重试；如再次发生，请尽快备份。</translation>
    </message>
    <message>
        <source>Another program is using it.</source>
        <translation>另一个程序正在使用它。</translation>
    </message>
    <message>
        <source>Wait until the other program is done, then try again.</source>
        <translation>请等待该程序完成后重试。</translation>
    </message>
    <message>
        <source>There is no Hufu house at this place.</source>
        <translation>此处没有虎符的数据目录。</translation>
    </message>
    <message>
        <source>The folder holds no Hufu database.</source>
        <translation>该文件夹中没有虎符数据库。</translation>
    </message>
    <message>
        <source>Choose the right folder, or found a new house.</source>
        <translation>请选择正确的文件夹，或新建一个机构。</translation>
    </message>
    <message>
        <source>It was written by a newer version of Hufu.</source>
        <translation>它由更新版本的虎符写入。</translation>
    </message>
    <message>
        <source>This version does not open it, so that nothing gets lost.</source>
        <translation>为避免丢失内容，此版本不会打开它。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>The SQLCipher library on this computer is too old.</source>
        <translation>此计算机上的 SQLCipher 库过旧。</translation>
    </message>
    <message>
        <source>Older versions cannot verify that the database is intact.</source>
        <translation>旧版本无法校验数据库是否完好。</translation>
    </message>
    <message>
        <source>Install SQLCipher 4.6 or newer.</source>
        <translation>请安装 SQLCipher 4.6 或更高版本。</translation>
    </message>
    <message>
        <source>The journal has been tampered with or damaged.</source>
        <translation>审计日志被篡改或已损坏。</translation>
    </message>
    <message>
        <source>An entry does not fit the one before it, so the history can no longer be trusted from there on.</source>
        <translation>某条记录与前一条不相符，自该处起历史记录不再可信。</translation>
    </message>
    <message>
        <source>Keep the files as they are, tell the audit administrator, and verify a backup.</source>
        <translation>请保持文件原样，通知审计管理员，并校验一份备份。</translation>
    </message>
    <message>
        <source>The journal does not agree with its checkpoint.</source>
        <translation>审计日志与检查点不一致。</translation>
    </message>
    <message>
        <source>Entries that were once signed are missing or changed; perhaps an old copy was put back.</source>
        <translation>曾经签过名的记录缺失或被更改；可能有人放回了旧副本。</translation>
    </message>
    <message>
        <source>Keep the files as they are, tell the audit administrator, and compare with another copy.</source>
        <translation>请保持文件原样，通知审计管理员，并与其他副本比对。</translation>
    </message>
    <message>
        <source>The database is damaged.</source>
        <translation>数据库已损坏。</translation>
    </message>
    <message>
        <source>Pages fail their integrity check; what they held may be wrong.</source>
        <translation>部分页面未通过完整性校验，其内容可能有误。</translation>
    </message>
    <message>
        <source>Restore the latest backup, and have the disk checked.</source>
        <translation>请恢复最近的备份，并检查磁盘。</translation>
    </message>
    <message>
        <source>The signature is not valid.</source>
        <translation>签名无效。</translation>
    </message>
    <message>
        <source>The content was changed after signing, or another key signed it. It was not accepted.</source>
        <translation>内容在签名后被更改，或由其他密钥签名，因此未被接受。</translation>
    </message>
    <message>
        <source>Do it again; if it happens again, tell the audit administrator.</source>
        <translation>请重新操作；如再次发生，请通知审计管理员。</translation>
    </message>
    <message>
        <source>The signer is not known here.</source>
        <translation>签名人未在此登记。</translation>
    </message>
    <message>
        <source>Only people registered in this house can give commands.</source>
        <translation>只有在本机构登记的人员才能发出命令。</translation>
    </message>
    <message>
        <source>Have the person registered, or sign with a registered key.</source>
        <translation>请先登记此人，或使用已登记的密钥签名。</translation>
    </message>
    <message>
        <source>The signer&apos;s registration is not active.</source>
        <translation>签名人的登记未处于有效状态。</translation>
    </message>
    <message>
        <source>It was suspended, has ended, or has not begun.</source>
        <translation>登记已暂停、已结束或尚未开始。</translation>
    </message>
    <message>
        <source>Have the security administrator look at the registration.</source>
        <translation>请安全管理员检查该登记。</translation>
    </message>
    <message>
        <source>This belongs to another house.</source>
        <translation>这属于另一个机构。</translation>
    </message>
    <message>
        <source>A command is good for one house only. It was not carried out.</source>
        <translation>一条命令只对一个机构有效，此命令未执行。</translation>
    </message>
    <message>
        <source>Open the right house and give the command there.</source>
        <translation>请打开正确的机构，在那里发出命令。</translation>
    </message>
    <message>
        <source>A drill command met production, or the other way round.</source>
        <translation>演练命令用于生产环境，或生产命令用于演练环境。</translation>
    </message>
    <message>
        <source>It was not carried out.</source>
        <translation>命令未执行。</translation>
    </message>
    <message>
        <source>Switch to the right mode and give the command again.</source>
        <translation>请切换到正确的模式后重新发出命令。</translation>
    </message>
    <message>
        <source>This command was carried out before.</source>
        <translation>此命令先前已执行。</translation>
    </message>
    <message>
        <source>A command takes effect once only; nothing was done twice.</source>
        <translation>一条命令只生效一次，没有重复执行。</translation>
    </message>
    <message>
        <source>The command came too late.</source>
        <translation>命令已过期。</translation>
    </message>
    <message>
        <source>Its time to take effect had passed, so it was not carried out.</source>
        <translation>其生效期限已过，因此未执行。</translation>
    </message>
    <message>
        <source>Look at the present state, then give it again if it is still right.</source>
        <translation>请查看当前状态，若仍然合适再重新发出。</translation>
    </message>
    <message>
        <source>The time lies in the future.</source>
        <translation>时间在未来。</translation>
    </message>
    <message>
        <source>The clock of this computer, or of the one that signed, is wrong.</source>
        <translation>此计算机或签名所用计算机的时钟有误。</translation>
    </message>
    <message>
        <source>Set the clock right and try again.</source>
        <translation>请校正时钟后重试。</translation>
    </message>
    <message>
        <source>This kind of command is not known to this version.</source>
        <translation>此版本不认识这种命令。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>This is not permitted.</source>
        <translation>不允许此操作。</translation>
    </message>
    <message>
        <source>The rules of the house do not allow it to this person, or not in this state.</source>
        <translation>机构的规则不允许此人执行，或在当前状态下不允许。</translation>
    </message>
    <message>
        <source>Ask somebody whose role allows it; the technical details name the rule.</source>
        <translation>请由具有相应管理角色的人员操作；技术详情中列出了所依据的规则。</translation>
    </message>
    <message>
        <source>The state has changed in the meantime.</source>
        <translation>状态在此期间已改变。</translation>
    </message>
    <message>
        <source>The command was based on what was seen before the change, so it was not carried out.</source>
        <translation>命令依据的是改变之前的状态，因此未执行。</translation>
    </message>
    <message>
        <source>Look at the present state and decide again.</source>
        <translation>请查看当前状态后重新决定。</translation>
    </message>
    <message>
        <source>This contradicts what is already there.</source>
        <translation>这与现有内容冲突。</translation>
    </message>
    <message>
        <source>Look at what is there, then change or choose differently.</source>
        <translation>请查看现有内容，然后修改或另行选择。</translation>
    </message>
    <message>
        <source>A limit was reached.</source>
        <translation>已达到上限。</translation>
    </message>
    <message>
        <source>The rules bound how much may be done at once.</source>
        <translation>规则限制了一次可以处理的数量。</translation>
    </message>
    <message>
        <source>Do it in smaller steps.</source>
        <translation>请分成较小的步骤进行。</translation>
    </message>
    <message>
        <source>The host name is unknown.</source>
        <translation>找不到该主机名。</translation>
    </message>
    <message>
        <source>The name server has no address for it.</source>
        <translation>名称服务器没有它的地址。</translation>
    </message>
    <message>
        <source>Check the spelling, and whether this network can resolve the name.</source>
        <translation>请检查拼写，以及本网络能否解析该名称。</translation>
    </message>
    <message>
        <source>The connection was refused.</source>
        <translation>连接被拒绝。</translation>
    </message>
    <message>
        <source>The host answers, but nothing listens at this port, or a firewall turns it away.</source>
        <translation>主机有应答，但该端口无服务监听，或被防火墙拒绝。</translation>
    </message>
    <message>
        <source>Check the port and whether the service runs.</source>
        <translation>请检查端口以及服务是否运行。</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>未在时限内得到应答。</translation>
    </message>
    <message>
        <source>The host is down, unreachable from here, or a firewall drops the packets.</source>
        <translation>主机已停机、从此处无法到达，或防火墙丢弃了数据包。</translation>
    </message>
    <message>
        <source>Check the network path, or try again later.</source>
        <translation>请检查网络通路，或稍后重试。</translation>
    </message>
    <message>
        <source>The other side closed the connection.</source>
        <translation>对方关闭了连接。</translation>
    </message>
    <message>
        <source>The conversation ended before it was complete.</source>
        <translation>通信在完成之前就已中断。</translation>
    </message>
    <message>
        <source>Check that the service speaks the protocol chosen, then try again.</source>
        <translation>请确认服务使用所选的协议，然后重试。</translation>
    </message>
    <message>
        <source>No TLS connection came about.</source>
        <translation>未能建立 TLS 连接。</translation>
    </message>
    <message>
        <source>Both sides found no common protocol, or what the server sent was not valid.</source>
        <translation>双方没有共同的协议，或服务器发送的内容无效。</translation>
    </message>
    <message>
        <source>Check the server&apos;s TLS settings; the technical details say how far it came.</source>
        <translation>请检查服务器的 TLS 设置；技术详情说明了进行到哪一步。</translation>
    </message>
    <message>
        <source>The server does not offer to encrypt (STARTTLS).</source>
        <translation>服务器不提供加密（STARTTLS）。</translation>
    </message>
    <message>
        <source>The service at this port speaks in clear text only.</source>
        <translation>此端口上的服务只使用明文。</translation>
    </message>
    <message>
        <source>Check the port and the protocol, or have encryption switched on there.</source>
        <translation>请检查端口和协议，或在服务端启用加密。</translation>
    </message>
    <message>
        <source>A cryptographic operation failed.</source>
        <translation>密码运算失败。</translation>
    </message>
    <message>
        <source>Nothing was signed, encrypted or opened.</source>
        <translation>没有签名、加密或解开任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, send the technical details to the support.</source>
        <translation>请重试；如再次发生，请将技术详情发给技术支持。</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN 错误。</translation>
    </message>
    <message>
        <source>Try again carefully: the USBKey blocks itself when no try is left.</source>
        <translation>请谨慎重试：次数用完后 USBKey 会自动锁定。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>What was complete before stays.</source>
        <translation>之前已完成的部分予以保留。</translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation>程序出现内部错误。</translation>
    </message>
    <message>
        <source>Something happened that should not be possible. Nothing was stored of this step.</source>
        <translation>发生了本不应出现的情况。此步骤未保存任何内容。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, report it with the technical details.</source>
        <translation>请重试；如再次发生，请附上技术详情进行报告。</translation>
    </message>
    <message>
        <source>No try is left: the USBKey is blocked until its PUK is entered.</source>
        <translation>已无剩余次数：在输入 PUK 之前，USBKey 处于锁定状态。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>还可尝试 %n 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What it happened to (a path, a host, a name), and what happened, a whole sentence.</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>JournalText</name>
    <message>
        <source>House founded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 founded the house “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 imported certificates from %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 saved the service “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the service “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stored the filter “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the filter “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the own passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command by %1 was refused (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command “%1” by %2 was refused (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 was changed after it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 is missing: it was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 does not follow the one before it: an entry was inserted, replaced or moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 is dated before the one it follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is shorter than a checkpoint says: everything after entry #%1 was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 was not signed by this house&apos;s authority.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 names another entry: this is a different history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command of entry #%1 is not validly signed, or does not fit the entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command of entry #%1 was signed by somebody who was not registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate that entry #%1 names is not stored any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored certificate is not the one that entry #%1 names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row of the inventory is not what entry #%1 says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n entries are unchanged, complete and in their order.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The authority&apos;s checkpoint, kept beside the database, vouches for every entry up to #%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n stored certificates are those that were imported.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands were signed by the officers named in them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no checkpoint beside the database: entries cut off at the end would not show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n newest entries are chained, but no checkpoint outside the database vouches for them yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The officers&apos; signatures were not checked this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether database and checkpoint were both put back to an older state cannot be proven without a witness.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RelativeDate</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expired today</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expired %n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expires within 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CopyLabel</name>
    <message>
        <source>Click to copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::DetailPanel</name>
    <message>
        <source>Close the details (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ErrorBox</name>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::PassphraseEdit</name>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ProgressStrip</name>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::StrengthMeter</name>
    <message>
        <source>At least %1 characters. Four or five unrelated words are easy to remember and hard to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too short: %1 of at least %2 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too easy to guess (about %1 of at least %2 bits). Names, dates, telephone numbers and usual words cost a guesser little: add unrelated words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough (about %1 bits). One more word makes it good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good (about %1 bits).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong (about %1 bits).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::TableView</name>
    <message>
        <source>Restore the usual columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
