def service = evaluate(new File(basedir.parentFile.parentFile.parentFile, 'it/service.groovy'))
service.answersHealth(basedir, service.java(basedir))
return true
