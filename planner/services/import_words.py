# SPDX-License-Identifier: Apache-2.0
"""How lists of the world name their columns and their words: English, Spanish and Chinese of both scripts.

For each field the surest words stand first; where two columns could be the same field, the earlier word wins.
"""

from __future__ import annotations

from planner.services.import_asset_words import ASSET_HEADERS

ACCOUNT_HEADERS: dict[str, str] = {
    "name": "account name|account|company name|company|customer name|customer|client name|client|organisation name"
    "|organization name|organisation|organization|firm|business name|name|trade name|short name"
    "|nombre de la cuenta|nombre del cliente|nombre de la empresa|nombre empresa|nombre cliente|nombre comercial"
    "|cuenta|cliente|empresa|compañía|nombre|organización"
    "|客户名称|客户名|公司名称|企业名称|单位名称|客户|公司|企业|单位|名称|客户简称|公司简称|帐户|账户名称"
    "|客戶名稱|公司名稱|企業名稱|單位名稱|客戶|企業|單位|名稱|客戶簡稱|公司簡稱",
    "legal_name": "legal name|registered name|official name|full legal name|company legal name|full name"
    "|razón social|denominación social|nombre legal|nombre fiscal|nombre jurídico"
    "|法定名称|注册名称|公司全称|客户全称|全称|工商名称|法定名稱|註冊名稱|公司全稱|客戶全稱|全稱",
    "external_id": "customer number|customer no|customer id|account id|account number|account no|client id"
    "|client number|external id|crm id|erp id|sap id|company id|customer code|account code|client code|id|code|number"
    "|número de cliente|nº de cliente|nº cliente|num cliente|código de cliente|código cliente|id cliente|id de cliente"
    "|código|identificador|id externo|id cuenta"
    "|客户编号|客户编码|客户代码|客户号|编号|编码|代码|外部编号|客戶編號|客戶編碼|客戶代碼|客戶號|編號|編碼|代碼|外部編號",
    "grade": "grade|account grade|customer grade|class|abc|abc class|tier|rating|category|level|priority"
    "|grado|categoría|clasificación|clase|nivel|clase abc|calificación|prioridad"
    "|客户级别|客户等级|级别|等级|分级|评级|客戶級別|客戶等級|級別|等級|分級|評級",
    "segment": "segment|market segment|customer type|customer segment|account type|type|sector type"
    "|segmento|tipo de cliente|tipo|客户类型|客户类别|类型|类别|细分市场|客群|客戶類型|客戶類別|類型|類別|細分市場",
    "industry": "industry|sector|branch|vertical|line of business|business|activity"
    "|industria|sector de actividad|ramo|actividad|giro|行业|所属行业|产业|行業|所屬行業|產業",
    "country": "country|country region|country code|nation|land|país|pais|código país|código de país"
    "|国家|国家地区|国别|所在国家|國家|國家地區|國別|所在國家",
    "city": "city|town|location|place|headquarters|hq|billing city|ciudad|población|localidad|municipio|sede"
    "|城市|所在城市|市|地点|所在地|總部|总部|地點",
    "website": "website|web site|web|url|homepage|home page|web address|internet|www|company website|web page"
    "|sitio web|página web|pagina|dirección web|网站|网址|官网|公司网站|主页|網站|網址|官網|公司網站|主頁",
    "domain": "domain|mail domain|email domain|e-mail domain|company domain|web domain"
    "|dominio|dominio de correo|域名|邮箱域名|邮件域名|網域|郵件網域"
    "|email|e-mail|email address|mail|correo|correo electrónico|电子邮件|邮箱|電子郵件|電郵|郵箱",
    "phone": "phone|phone number|telephone|telephone number|tel|tel no|main phone|office phone|switchboard|landline"
    "|company phone|teléfono|telefono|tel principal|centralita|teléfono fijo|número de teléfono|tfno|tlf"
    "|电话|电话号码|公司电话|联系电话|座机|总机|固定电话|電話|電話號碼|公司電話|聯絡電話|聯繫電話|座機|總機",
    "employees": "employees|number of employees|no of employees|employee count|headcount|staff|fte|workforce|size"
    "|company size|empleados|número de empleados|nº de empleados|nº empleados|plantilla|trabajadores|personal"
    "|员工数|员工人数|员工数量|员工|人数|雇员|公司规模|規模|規模人數|員工數|員工人數|員工數量|員工|人數|雇員|公司規模",
    "parent": "subsidiary of|parent|parent account|parent company|parent customer|belongs to|group|holding"
    "|parent id|mother company|filial de|empresa matriz|matriz|sociedad matriz|grupo|pertenece a|cuenta matriz"
    "|母公司|上级公司|上级客户|所属集团|集团|总公司|上级单位|上級公司|上級客戶|所屬集團|集團|總公司|上級單位",
    "owner": "owner|account owner|account manager|key account manager|kam|responsible|salesperson|sales rep"
    "|sales representative|assigned to|our contact|manager|responsable|gestor|gestor de cuenta|comercial|ejecutivo"
    "|ejecutivo de cuenta|propietario|vendedor|asignado a"
    "|负责人|客户经理|大客户经理|销售|销售人员|业务员|我方负责人|所有者|归属人"
    "|負責人|客戶經理|大客戶經理|銷售|銷售人員|業務員|業務|我方負責人|歸屬人",
    "languages": "languages|language|spoken languages|correspondence language|idiomas|idioma|lenguas"
    "|语言|使用语言|沟通语言|語言|使用語言|溝通語言|語系",
    "tenure_start": "customer since|client since|since|start date|customer from|relationship start|first order"
    "|cliente desde|desde|fecha de alta|fecha alta|alta|inicio de la relación"
    "|合作开始日期|合作日期|客户自|合作起始日|开户日期|建档日期|首次合作|合作開始日期|客戶自|合作起始日|開戶日期|建檔日期",
    "notes": "notes|note|comments|comment|remarks|remark|description|memo|observations"
    "|notas|nota|comentarios|comentario|observaciones|descripción"
    "|备注|说明|注释|描述|附注|備註|備注|說明|註釋|描述",
}

CONTACT_HEADERS: dict[str, str] = {
    "name": "full name|contact name|contact|name|person|display name|contact person|person name"
    "|nombre completo|nombre y apellidos|nombre contacto|nombre del contacto|contacto|persona|persona de contacto"
    "|姓名|联系人|联系人姓名|名字|全名|客户姓名|聯絡人|聯繫人|聯絡人姓名|聯繫人姓名",
    "given_name": "given name|first name|forename|firstname|nombre de pila|primer nombre|nombre|名|given",
    "family_name": "family name|last name|surname|lastname|apellido|apellidos|primer apellido|姓|姓氏",
    "title": "job title|title|position|role title|function|occupation|post|designation"
    "|cargo|puesto|posición|función|título|职务|职位|岗位|头衔|职称|職務|職位|崗位|頭銜|職稱",
    "unit": "unit|department|dept|division|org unit|business unit|team|area"
    "|departamento|dpto|depto|unidad|área|división|sección|部门|所在部门|科室|单位部门|處室|部門|所在部門|單位部門",
    "account": "account|account name|company|company name|customer|customer name|client|client name|organisation"
    "|organization|firm|employer|account id|customer number|customer no|customer id|account number|company id"
    "|cuenta|empresa|cliente|compañía|organización|nombre de la empresa|nombre empresa|nombre del cliente"
    "|número de cliente|código de cliente"
    "|公司|公司名称|客户|客户名称|企业|企业名称|单位|单位名称|工作单位|所属公司|客户编号"
    "|公司名稱|客戶|客戶名稱|企業|企業名稱|單位|單位名稱|工作單位|所屬公司|客戶編號",
    "email": "email|e-mail|email address|e-mail address|mail|work email|business email|primary email|email 1"
    "|correo|correo electrónico|email de trabajo|dirección de correo|correo corporativo"
    "|电子邮件|邮箱|电子邮箱|邮件|工作邮箱|邮件地址|電子郵件|電郵|郵箱|電子郵箱|電子信箱|信箱|郵件",
    "email2": "second e-mail|second email|email 2|e-mail 2|other email|private email|alternative email|secondary email"
    "|segundo correo|otro correo|correo 2|correo secundario|email secundario"
    "|备用邮箱|邮箱2|第二邮箱|其他邮箱|備用郵箱|郵箱2|第二郵箱|其他郵箱|備用電郵",
    "phone": "phone|telephone|tel|office phone|work phone|business phone|phone number|direct line|landline|direct phone"
    "|teléfono|telefono|teléfono fijo|teléfono oficina|teléfono trabajo|tel oficina|tfno|tlf"
    "|电话|办公电话|座机|联系电话|固定电话|电话号码|電話|辦公電話|座機|聯絡電話|聯繫電話|固定電話|電話號碼|公司電話",
    "mobile": "mobile|mobile phone|cell|cell phone|cellphone|mobile number|handy|gsm"
    "|móvil|movil|celular|teléfono móvil|tel móvil|número de móvil"
    "|手机|手机号|手机号码|移动电话|行动电话|手機|手機號|手機號碼|手機號碼|行動電話|移動電話",
    "role": "role|decision role|buying role|decision-making role|buying center role"
    "|rol|rol de decisión|papel|rol en la decisión|角色|决策角色|采购角色|決策角色|採購角色",
    "chain": "chain|decision chain|cadena|cadena de decisión|决策链|链|決策鏈|鏈",
    "language": "language|preferred language|correspondence language|languages|idioma|idioma preferido|lengua"
    "|语言|沟通语言|首选语言|語言|溝通語言|首選語言",
    "external_id": "contact number|contact id|external id|person id|crm id|contact no|contact code|id|number|no"
    "|número de contacto|id contacto|id de contacto|código de contacto|código|id externo"
    "|联系人编号|编号|人员编号|外部编号|聯絡人編號|聯繫人編號|編號|人員編號|外部編號",
    "left_on": "left on|left|leaving date|end date|date left|departure date"
    "|fecha de baja|baja|fecha de salida|离职日期|离开日期|離職日期|離開日期",
    "notes": "notes|note|comments|comment|remarks|remark|description|memo|observations"
    "|notas|nota|comentarios|comentario|observaciones|descripción"
    "|备注|说明|注释|描述|附注|備註|備注|說明|註釋",
}

HEADERS: dict[str, dict[str, str]] = {
    "accounts": ACCOUNT_HEADERS,
    "contacts": CONTACT_HEADERS,
    "assets": ASSET_HEADERS,
}

# Columns that many lists have and no field of ours holds; their content never suggests a field.
NOT_OURS = (
    "fax|telefax|fax number|zip|zip code|postal code|postcode|código postal|cp|street|address|dirección|calle|vat"
    "|vat number|tax id|nif|cif|rfc|created|created at|created on|modified|updated|last modified|reason|motivo|原因"
    "|传真|傳真|邮编|邮政编码|郵遞區號|郵編|地址|税号|稅號|统一编号|統一編號|创建时间|更新时间|建立時間|更新時間"
    "|linkedin|skype|wechat|微信|qq|birthday|cumpleaños|生日"
)

SEGMENTS: dict[str, str] = {
    "government": "government|public|public sector|public administration|administration|gov|gobierno"
    "|administración pública|sector público|público|政府|公共部门|事业单位|公共部門|公部門|機關",
    "enterprise": "enterprise|business|corporate|company|private|b2b|empresa|empresas|corporativo|privado"
    "|企业|企業|公司|商业|商業|企业客户|企業客戶",
    "consumer": "consumer|consumers|b2c|retail customer|private person|consumo|consumidor|particulares|particular"
    "|消费者|个人|个人客户|消費者|個人|個人客戶",
}
GRADES: dict[str, str] = {
    "S": "s|s strategic|strategic|key|estratégico|estratégica|战略|战略客户|s级|s类|s級|s類|戰略|戰略客戶",
    "A": "a|a partner|partner|socio|合作伙伴|伙伴|a级|a类|a級|a類|夥伴",
    "B": "b|b cash flow|b级|b类|b級|b類",
    "C": "c|c cash flow|c级|c类|c級|c類",
    "ungraded": "ungraded|not graded|none|sin clasificar|sin grado|未分级|未评级|未定级|未分級|未評級|未定級",
}
ROLES: dict[str, str] = {
    "approver": "approver|approves|sponsor|aprobador|aprobadora|批准人|审批人|批准者|审批者|審批人|審批者",
    "decider": "decider|decision maker|decision-maker|decides|decisor|decisora|responsable de la decisión"
    "|决策者|决策人|拍板人|決策者|決策人",
    "supporter": "supporter|supporter (evaluator)|evaluator|evaluates|technical evaluator|evaluador|evaluadora"
    "|支持者|评估者|评估人|评价者|評估者|評估人|評價者",
    "influencer": "influencer|influences|adviser|advisor|influenciador|influenciadora|prescriptor|asesor|asesora"
    "|影响者|影响人|建议者|影響者|影響人|建議者",
    "user": "user|end user|uses|usuario|usuaria|usuario final|使用者|用户|最终用户|用戶|最終用戶",
}
CHAINS: dict[str, str] = {
    "technical": "technical|tech|técnica|técnico|技术|技术链|技術|技術鏈",
    "commercial": "commercial|business|purchasing|comercial|compras|商务|商务链|采购|商務|商務鏈|採購",
    "general": "general|overall|综合|通用|一般|總體|綜合",
    "hidden": "hidden|informal|oculta|oculto|隐性|隐藏|非正式|隱性|隱藏",
}
